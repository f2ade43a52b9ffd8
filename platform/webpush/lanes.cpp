#include "platform/webpush/lanes.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/system/system_error.hpp>

namespace dailygrind::webpush {

namespace asio = boost::asio;

namespace {

/// Endpoints are what users say they are, so origins are without number; idle ones are forgotten.
constexpr std::size_t many_lanes = 1024;

}  // namespace

Place::Place(std::shared_ptr<Lanes> lanes, LanePtr lane)
    : lanes_(std::move(lanes)), lane_(std::move(lane)) {}

// Only memory can run out here, and then the program ends.
Place::~Place() { lanes_->give_back(lane_); }  // NOLINT(bugprone-exception-escape)

Lanes::Lanes(asio::io_context& loop, ConcurrencyBounds bounds, std::size_t most_in_flight,
             PushMetrics& metrics)
    : loop_(loop), bounds_(bounds), most_in_flight_(most_in_flight), metrics_(metrics) {}

LanePtr Lanes::lane(const std::string& origin, Instant now) {
  const auto found = lanes_.find(origin);
  if (found != lanes_.end()) return found->second;
  if (lanes_.size() >= many_lanes) forget_idle(now);
  return lanes_[origin] = std::make_shared<Lane>(origin, bounds_, metrics_.of(origin));
}

Task<PlacePtr> Lanes::enter(LanePtr lane, milliseconds longest) {
  if (lane->waiting.empty() && has_place(*lane) && in_flight_ < most_in_flight_) {
    co_return take(lane);
  }
  const auto waiter = std::make_shared<Lane::Waiter>(loop_, longest);
  lane->waiting.push_back(waiter);
  lane->metrics.waiting.add(1);
  queue_up(lane);
  co_await waiter->decided.async_wait(asio::as_tuple(asio::deferred));
  lane->metrics.waiting.add(-1);
  co_return std::move(waiter->place);
}

void Lanes::pause(Lane& lane, Instant until, Outcome outcome) {
  lane.paused_until = until;
  lane.pause_outcome = outcome;
  lane.metrics.pauses.add();
  for (const auto& weak : std::exchange(lane.waiting, {})) {
    if (const auto waiter = weak.lock()) waiter->decided.cancel();
  }
}

bool Lanes::has_place(const Lane& lane) { return lane.in_flight < lane.concurrency.limit(); }

PlacePtr Lanes::take(const LanePtr& lane) {
  ++lane->in_flight;
  ++in_flight_;
  lane->metrics.in_flight.add(1);
  return std::make_unique<Place>(shared_from_this(), lane);
}

void Lanes::give_back(const LanePtr& lane) {
  if (closed_) return;
  --lane->in_flight;
  --in_flight_;
  lane->metrics.in_flight.add(-1);
  queue_up(lane);
  admit();
}

void Lanes::queue_up(const LanePtr& lane) {
  if (lane->in_turn || lane->waiting.empty() || !has_place(*lane)) return;
  lane->in_turn = true;
  turns_.push_back(lane);
}

void Lanes::admit() {
  while (!turns_.empty() && in_flight_ < most_in_flight_) {
    const auto lane = std::move(turns_.front());
    turns_.pop_front();
    lane->in_turn = false;
    if (lane->waiting.empty() || !has_place(*lane)) continue;
    const auto waiter = lane->waiting.front().lock();
    lane->waiting.pop_front();
    if (waiter) {
      waiter->place = take(lane);
      waiter->decided.cancel();
    }
    queue_up(lane);
  }
}

void Lanes::forget_idle(Instant now) {
  std::erase_if(lanes_, [&](const auto& entry) {
    const auto& lane = *entry.second;
    // Somebody who is about to enter holds it, too.
    return entry.second.use_count() == 1 && lane.paused_until <= now;
  });
}

}  // namespace dailygrind::webpush
