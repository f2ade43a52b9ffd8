#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/core/task.hpp"

/// Runs coroutines to their end from a plain test function.
namespace dailygrind::testing {

/// Longest time that a test waits for its tasks: beyond it something hangs.
inline constexpr std::chrono::seconds run_bound{100};

namespace detail {

template <typename T>
struct Outcome {
  std::optional<T> value;
  std::exception_ptr error;
  bool done = false;
};
template <>
struct Outcome<void> {
  std::exception_ptr error;
  bool done = false;
};

template <typename T>
Task<void> settle(Task<T> task, Outcome<T>& outcome) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(task);
    } else {
      outcome.value.emplace(co_await std::move(task));
    }
  } catch (...) {
    outcome.error = std::current_exception();
  }
  outcome.done = true;
}

template <typename T>
void require_done(const Outcome<T>& outcome) {
  if (!outcome.done) throw std::runtime_error{"a task did not finish within the bound"};
  if (outcome.error) std::rethrow_exception(outcome.error);
}

inline constexpr auto ignore = [](const std::exception_ptr&) {};

}  // namespace detail

/// Runs `task` on `context` until it is done and returns its value or throws what it threw. Other
/// handlers of the context run meanwhile; those that are left stay queued.
template <typename T>
T run(boost::asio::io_context& context, Task<T> task) {
  detail::Outcome<T> outcome;
  boost::asio::co_spawn(context, detail::settle(std::move(task), outcome), detail::ignore);
  context.restart();
  const auto end = std::chrono::steady_clock::now() + run_bound;
  while (!outcome.done && context.run_one_until(end) > 0) {
  }
  detail::require_done(outcome);
  if constexpr (!std::is_void_v<T>) return std::move(*outcome.value);
}

/// Runs `task` on an event loop of its own. Where a thread of something under test resumes it, give
/// a loop that outlives that thread instead.
template <typename T>
T run(Task<T> task) {
  boost::asio::io_context context{1};
  return run(context, std::move(task));
}

/// Runs all `tasks` at the same time on `context` and returns their values in the same order. Where
/// some threw, throws what the first of them threw, after all have ended.
template <typename T>
auto run_all(boost::asio::io_context& context, std::vector<Task<T>> tasks) {
  std::vector<detail::Outcome<T>> outcomes(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    boost::asio::co_spawn(context, detail::settle(std::move(tasks[i]), outcomes[i]),
                          detail::ignore);
  }
  context.restart();
  context.run_for(run_bound);
  for (auto& outcome : outcomes) detail::require_done(outcome);
  if constexpr (!std::is_void_v<T>) {
    std::vector<T> values;
    values.reserve(outcomes.size());
    for (auto& outcome : outcomes) values.push_back(std::move(*outcome.value));
    return values;
  }
}

/// Runs all `tasks` at the same time on an event loop of their own.
template <typename T>
auto run_all(std::vector<Task<T>> tasks) {
  boost::asio::io_context context{1};
  return run_all(context, std::move(tasks));
}

}  // namespace dailygrind::testing
