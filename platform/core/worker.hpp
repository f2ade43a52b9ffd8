#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "platform/core/task.hpp"

namespace dailygrind {

/// One background thread for work that would hold up an event loop, such as hashing a password;
/// one job at a time, in the order of the calls. Thread-safe. Must be destroyed before the event
/// loops of its callers: the job at work is finished, those that wait are dropped, and their
/// callers never resume.
class Worker {
 public:
  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Runs `job` on the thread and resumes on the caller's executor with its result or with what it
  /// threw. Cannot be cancelled once it is called.
  template <std::invocable F>
  Task<std::invoke_result_t<F>> run(F job) {
    using Result = std::invoke_result_t<F>;
    if constexpr (std::is_void_v<Result>) {
      co_await execute(std::move(job));
    } else {
      auto result = std::make_shared<std::optional<Result>>();
      co_await execute([result, job = std::move(job)]() mutable { result->emplace(job()); });
      co_return std::move(**result);
    }
  }

  /// Jobs that wait or are at work: a caller may refuse instead of joining a long queue.
  [[nodiscard]] std::size_t pending() const;

 private:
  Task<> execute(std::move_only_function<void()> job);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind
