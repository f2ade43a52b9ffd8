#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "platform/core/task.hpp"

namespace dailygrind::cli {

/// Runs coroutines to their end from a plain function. Must be made before the stores and accounts
/// that the coroutines use, and so outlives them.
class EventLoop {
 public:
  /// Returns the task's value or throws what it threw.
  template <typename T>
  T run(Task<T> task) {
    Outcome<T> outcome;
    boost::asio::co_spawn(context_, settle(std::move(task), outcome),
                          [](const std::exception_ptr&) {});
    context_.restart();
    while (!outcome.done && context_.run_one() > 0) {
    }
    if (outcome.error) std::rethrow_exception(outcome.error);
    if constexpr (!std::is_void_v<T>) return std::move(*outcome.value);
  }

  /// For what works on a loop of its own.
  boost::asio::io_context& context() { return context_; }

 private:
  struct Nothing {};
  template <typename T>
  struct Outcome {
    std::optional<std::conditional_t<std::is_void_v<T>, Nothing, T>> value;
    std::exception_ptr error;
    bool done = false;
  };

  template <typename T>
  static Task<> settle(Task<T> task, Outcome<T>& outcome) {
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

  boost::asio::io_context context_{1};
};

}  // namespace dailygrind::cli
