#pragma once

#include <functional>

#include "platform/core/task.hpp"

/// When things are due.
namespace dailygrind::schedule {

/// Has something done once a minute, in the shape of an EventBridge schedule of `rate(1 minute)`.
class Scheduler {
 public:
  virtual ~Scheduler() = default;

  /// Runs `work` once a minute, one run of this program at a time, until cancelled (which throws
  /// operation_aborted). Minutes that passed meanwhile, because of a long run, a machine that slept
  /// or a clock that was set, are not made up for: it is `work` that looks at the clock, and it
  /// must bear being run twice. A run that throws is logged and repeated soon. Whose minutes those
  /// are, and what else ends it, says the adapter.
  virtual Task<> every_minute(std::function<Task<>()> work) = 0;
};

}  // namespace dailygrind::schedule
