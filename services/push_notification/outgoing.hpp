#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/bus/bell.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/core/task.hpp"
#include "services/push_notification/courier.hpp"
#include "services/push_notification/repository.hpp"
#include "services/push_notification/settings.hpp"

namespace dailygrind::push {

/// Messages that wait, durably: those of events for their first attempt, others to be tried again,
/// until their time is over, and those of jobs whose push service is slow to answer. A message that
/// is left in the middle is sent again after some minutes, with the same topic. Used on one
/// executor.
class Outgoing {
 public:
  /// A message that is at work, and the item that brings it back.
  struct Taken {
    store::Key key;
    OutgoingRecord record;
  };
  using UnderWay = std::vector<std::pair<Taken, std::size_t>>;
  /// What of a batch has not come to its end.
  struct Rest {
    Repository::Writes writes;  ///< one more than there are messages, or none
    UnderWay under_way;         ///< by their place in the batch
  };

  /// All must outlive it.
  Outgoing(Repository& repository, Courier& courier, const Clock& clock, Random& random,
           const Settings& settings)
      : repository_(repository),
        courier_(courier),
        clock_(clock),
        random_(random),
        settings_(settings),
        token_(random.token(12)) {}

  /// Makes due at once what a program that died was sending; for a start, and where no other
  /// program works on this store. Returns how many.
  Task<std::size_t> reclaim();

  /// What of a batch is under way or was put off. It is taken over by the transaction that holds
  /// its writes, after which `job` counts it as open. Keeps nothing.
  [[nodiscard]] Rest hand_over(const BatchPtr& batch, const std::string& job) const;
  /// Sees what was under way to its end, once those writes are made.
  Task<> follow(BatchPtr batch, UnderWay under_way);
  /// Returns when what was begun has come to its end, or after `longest`: what is under way then
  /// comes again after its lease.
  Task<> finish(milliseconds longest);
  /// Sends what is due and sees it to its end; returns how many messages it took.
  Task<std::size_t> run_due();
  /// Reclaims where it is alone, and then begins to send what is due, after each `wake` and every
  /// second, until cancelled. Failures are logged.
  Task<> run();
  /// Cheap, never waits.
  void wake() { wanted_.ring(); }

 private:
  Task<std::size_t> reclaim(const store::Page& page);
  /// Takes at most `most` messages and sends each by itself, so that one that is slow keeps no
  /// other waiting; returns how many.
  Task<std::size_t> start_due(std::size_t most);
  Task<std::vector<Taken>> take(std::size_t partition, std::size_t most);
  Task<> start(std::vector<Taken> taken);
  Task<> send(Taken taken, std::vector<Parcel> parcels);
  /// For a message that is under way already.
  Task<> follow_one(Taken taken, BatchPtr batch, std::size_t at);
  Task<> settle(const Taken& taken, const std::vector<Delivery>& deliveries);
  /// Logs what a task throws: its message comes again.
  static Task<> at_work(Task<> task, std::shared_ptr<void> mark);
  /// Counts a task as at work as long as it is kept.
  std::shared_ptr<void> mark();
  Task<> note(const Delivery& delivery);

  Repository& repository_;
  Courier& courier_;
  const Clock& clock_;
  Random& random_;
  const Settings& settings_;
  std::string token_;  ///< names this program in messages that it is sending
  /// Outlives this, with tasks that are dropped at the end.
  struct Working {
    std::size_t count = 0;
    bus::Bell ended;
  };
  std::shared_ptr<Working> working_ = std::make_shared<Working>();
  bus::Bell wanted_;
};

}  // namespace dailygrind::push
