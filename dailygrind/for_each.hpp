#pragma once

#include <cstddef>
#include <functional>

#include "platform/core/task.hpp"

namespace dailygrind::cli {

/// Awaits `work(0)` to `work(count - 1)`, begun in this order, up to `parallel` of them at once, on
/// the executor of the caller. After a failure no more are begun; when those that were have ended,
/// throws what the first one threw.
Task<> for_each(std::size_t count, std::size_t parallel, std::function<Task<>(std::size_t)> work);

}  // namespace dailygrind::cli
