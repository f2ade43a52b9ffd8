#pragma once

#include <memory>

#include "platform/core/clock.hpp"
#include "platform/schedule/scheduler.hpp"

namespace dailygrind::schedule {

struct TimerSettings {
  milliseconds recheck{1000};  ///< how soon it is noticed that the clock was set
  milliseconds after_a_failure{5000};
};

/// The adapter that is a timer in this process: runs at once and then at the beginning of each
/// minute of the application clock; late by no more than the timer, or than `recheck`
/// where the clock was set. Works on the executor of its caller. `clock` must outlive it.
[[nodiscard]] std::unique_ptr<Scheduler> make_timer_scheduler(const Clock& clock,
                                                              TimerSettings settings = {});

}  // namespace dailygrind::schedule
