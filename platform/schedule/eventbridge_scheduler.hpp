#pragma once

#include <memory>

#include "platform/lambda/runtime.hpp"
#include "platform/schedule/scheduler.hpp"

namespace dailygrind::schedule {

/// The adapter that is called by EventBridge Scheduler: the program is a Lambda function, the
/// target of a schedule of `rate(1 minute)`, and each invocation is one run. EventBridge may call
/// twice or late. A run that throws fails the invocation, which Lambda repeats: twice, unless it is
/// told otherwise. `every_minute` serves as `lambda::serve` does and ends as that. `api` must
/// outlive it.
[[nodiscard]] std::unique_ptr<Scheduler> make_eventbridge_scheduler(lambda::RuntimeApi& api);

}  // namespace dailygrind::schedule
