#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"
#include "platform/webpush/concurrency.hpp"
#include "platform/webpush/push_metrics.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {

class Lanes;
struct Lane;
using LanePtr = std::shared_ptr<Lane>;

/// A place among the requests under way; given back at its end.
class Place {
 public:
  Place(std::shared_ptr<Lanes> lanes, LanePtr lane);
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::shared_ptr<Lanes> lanes_;
  LanePtr lane_;
};
using PlacePtr = std::unique_ptr<Place>;

/// What is known of one push service. Belongs to one event loop, as everything here.
struct Lane {
  struct Waiter {
    Waiter(boost::asio::io_context& loop, milliseconds longest) : decided(loop, longest) {}
    boost::asio::steady_timer decided;  ///< cancelled when `place` has come, or never will
    PlacePtr place{};
  };

  Lane(std::string the_origin, ConcurrencyBounds bounds, ServiceMetrics& the_metrics)
      : origin(std::move(the_origin)), concurrency(bounds), metrics(the_metrics) {}

  const std::string origin;
  Concurrency concurrency;
  ServiceMetrics& metrics;
  std::size_t in_flight = 0;
  std::deque<std::weak_ptr<Waiter>> waiting;
  bool in_turn = false;  ///< among those that take turns
  Instant paused_until{};
  Outcome pause_outcome = Outcome::throttled;  ///< what is answered meanwhile
  Instant complained{};                        ///< when a refusal was logged last
  int unanswered = 0;                          ///< requests since the last answer
  int breaks = 0;                              ///< pauses since then because of that
};

/// Who may ask which push service now: within a service in the order of the calls, between services
/// by turns, so that a slow one holds nobody else up.
class Lanes : public std::enable_shared_from_this<Lanes> {
 public:
  Lanes(boost::asio::io_context& loop, ConcurrencyBounds bounds, std::size_t most_in_flight,
        PushMetrics& metrics);

  /// The lane of an origin, made where there is none.
  LanePtr lane(const std::string& origin, Instant now);
  /// Waits for a place; null where the service has been paused meanwhile, and after `longest`.
  Task<PlacePtr> enter(LanePtr lane, milliseconds longest);
  /// Sends home whoever waits for that service.
  void pause(Lane& lane, Instant until, Outcome outcome);
  /// From now on places that are given back go to nobody, and no figure is touched.
  void close() { closed_ = true; }
  [[nodiscard]] std::size_t size() const { return lanes_.size(); }

 private:
  friend Place;

  [[nodiscard]] static bool has_place(const Lane& lane);
  PlacePtr take(const LanePtr& lane);
  void give_back(const LanePtr& lane);
  void queue_up(const LanePtr& lane);
  void admit();
  void forget_idle(Instant now);

  boost::asio::io_context& loop_;
  ConcurrencyBounds bounds_;
  std::size_t most_in_flight_;
  PushMetrics& metrics_;
  std::size_t in_flight_ = 0;
  bool closed_ = false;
  std::unordered_map<std::string, LanePtr> lanes_;
  std::deque<LanePtr> turns_;  ///< with somebody waiting and a place of their own
};

}  // namespace dailygrind::webpush
