#pragma once

#include <string>
#include <vector>

#include "platform/bus/bell.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/core/task.hpp"
#include "services/push_notification/courier.hpp"
#include "services/push_notification/repository.hpp"

namespace dailygrind::push {

/// Messages that wait, durably: those of events for their first attempt, others to be tried again,
/// until their time is over. A message that is left in the middle is sent again after a minute,
/// with the same topic.
class Outgoing {
 public:
  /// All must outlive it.
  Outgoing(Repository& repository, Courier& courier, const Clock& clock, Random& random)
      : repository_(repository), courier_(courier), clock_(clock), random_(random) {}

  /// Records those deliveries that were put off; `job` ("" is none) counts them as open.
  Task<> try_again(const std::vector<Delivery>& deliveries, const std::string& job);
  /// Sends what is due; returns how many messages it took.
  Task<std::size_t> run_due();
  /// The same after each `wake` and every second, until cancelled. Failures are logged.
  Task<> run();
  /// Cheap, never waits.
  void wake() { wanted_.ring(); }

 private:
  struct Taken;
  Task<std::vector<Taken>> take(std::size_t partition);
  Task<> send(std::vector<Taken> taken);
  Task<std::vector<Parcel>> parcels_of(const std::vector<Taken>& taken,
                                       std::vector<std::size_t>& origins);
  Task<> settle(const std::vector<Taken>& taken, const std::vector<Delivery>& deliveries,
                const std::vector<std::size_t>& origins);
  Task<> note(const Delivery& delivery);

  Repository& repository_;
  Courier& courier_;
  const Clock& clock_;
  Random& random_;
  bus::Bell wanted_;
};

}  // namespace dailygrind::push
