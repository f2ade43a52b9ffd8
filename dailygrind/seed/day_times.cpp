#include "dailygrind/seed/day_times.hpp"

#include <date/tz.h>

#include <algorithm>

namespace dailygrind::seed {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

}  // namespace

DayTimes::DayTimes(const std::string& zone, Instant now)
    : zone_(date::locate_zone(zone)),
      now_(now),
      today_(std::chrono::floor<days>(zone_->to_local(now).time_since_epoch())) {}

Instant DayTimes::instant_of(std::chrono::sys_days day, milliseconds after_midnight) const {
  const date::local_time<milliseconds> local{day.time_since_epoch() + after_midnight};
  return zone_->to_sys(local, date::choose::earliest);
}

Instant DayTimes::moment(std::chrono::sys_days day, milliseconds after_midnight) const {
  const auto moment = instant_of(day, after_midnight);
  if (moment < now_) return moment;
  const auto midnight = instant_of(day, milliseconds::zero());
  const auto part = (now_ - midnight) * after_midnight.count() / milliseconds{days{1}}.count();
  return std::clamp(midnight + part, midnight, std::max(midnight, now_ - milliseconds{1}));
}

}  // namespace dailygrind::seed
