#pragma once

#include <utility>

#include "platform/core/problem.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::user {

/// Far more than two people's devices can need: each refused attempt means that another went
/// through.
inline constexpr int most_attempts = 100;

/// Calls `attempt`, a function giving Task<std::optional<T>>, until it gives a value; nothing means
/// that its transaction was refused because what it had read has changed. Problem 503 after
/// `most_attempts`.
template <typename T, typename Attempt>
Task<T> until_committed(Attempt attempt) {
  for (int count = 0; count < most_attempts; ++count) {
    if (auto result = co_await attempt()) co_return std::move(*result);
  }
  throw Problem::unavailable("too many concurrent changes of one item");
}

}  // namespace dailygrind::user
