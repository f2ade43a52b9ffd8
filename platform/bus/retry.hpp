#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::bus {

/// Runs `task` and returns the text of what it threw, nothing where it succeeded. Cancellation and
/// defects (std::logic_error) are thrown on.
Task<std::optional<std::string>> failure_of(Task<> task);

/// The pauses of a loop whose backend fails: 200 ms, doubled per failure in a row, at most 30 s.
class Retry {
 public:
  /// Logs "`what`" with `cause` and waits; cancellable.
  Task<> pause(std::string_view what, std::string cause);
  void succeeded() { next_ = first; }

 private:
  static constexpr milliseconds first{200};
  static constexpr milliseconds longest{30'000};
  milliseconds next_ = first;
};

}  // namespace dailygrind::bus
