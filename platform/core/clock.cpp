#include "platform/core/clock.hpp"

namespace dailygrind {
namespace {

std::int64_t system_milliseconds() {
  return std::chrono::duration_cast<milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Instant SystemClock::now() const { return Instant{milliseconds{system_milliseconds()}}; }

Instant AdjustableClock::now() const {
  const auto frozen = frozen_.load(std::memory_order_relaxed);
  return Instant{milliseconds{frozen >= 0 ? frozen : system_milliseconds() + offset_.load()}};
}

void AdjustableClock::freeze(Instant moment) { frozen_ = moment.time_since_epoch().count(); }

void AdjustableClock::set(Instant moment) {
  offset_ = moment.time_since_epoch().count() - system_milliseconds();
  frozen_ = -1;
}

void AdjustableClock::advance(milliseconds by) {
  if (frozen_ >= 0) {
    frozen_ += by.count();
  } else {
    offset_ += by.count();
  }
}

void AdjustableClock::reset() {
  offset_ = 0;
  frozen_ = -1;
}

}  // namespace dailygrind
