#pragma once

#include <chrono>
#include <string>

#include "platform/core/clock.hpp"

namespace date {
class time_zone;
}

namespace dailygrind::seed {

/// The days of one time zone, and the moments at which somebody there posts.
class DayTimes {
 public:
  /// Throws std::runtime_error where this machine does not know the zone. `now` is the moment of
  /// the seeding.
  DayTimes(const std::string& zone, Instant now);

  /// The local date of `now`.
  [[nodiscard]] std::chrono::sys_days today() const { return today_; }
  /// When it is `after_midnight` on that local date, which is not after today. What would lie after
  /// `now` is moved to the same part of today's time until now.
  [[nodiscard]] Instant moment(std::chrono::sys_days day,
                               std::chrono::milliseconds after_midnight) const;

 private:
  [[nodiscard]] Instant instant_of(std::chrono::sys_days day,
                                   std::chrono::milliseconds after_midnight) const;

  const date::time_zone* zone_;
  Instant now_;
  std::chrono::sys_days today_;
};

}  // namespace dailygrind::seed
