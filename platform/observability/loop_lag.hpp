#pragma once

#include <chrono>
#include <cstddef>

#include "platform/core/metrics.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::observability {

/// Measures until cancelled how late a timer of `interval` fires on the loop that runs this task:
/// the time for which something held the loop up. `loop` is its number, a label. The registry must
/// outlive the task.
Task<> watch_loop(metrics::Registry& registry, std::size_t loop,
                  std::chrono::milliseconds interval = std::chrono::milliseconds{250});

}  // namespace dailygrind::observability
