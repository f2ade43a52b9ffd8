#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/event_loops.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/random.hpp"
#include "platform/core/task.hpp"
#include "platform/host/operations.hpp"
#include "platform/http/router.hpp"
#include "platform/http/server.hpp"

namespace dailygrind::host {

struct HostSettings {
  std::string program;  ///< for the log
  http::ServerSettings http;
  std::string metrics_listen;  ///< a listener of its own for `/metrics`; "" is none
  bool metrics_public = false;
  std::size_t threads = 0;
  bool test_hooks = false;
  std::optional<Instant> test_clock;  ///< where the clock stands at the start
};

/// What every server program has: loops, clock, randomness, metrics, a router with the operations
/// endpoints, background tasks, signals and a graceful end. Programs add their services to it.
///
/// Declare the host first and the services after it: they may use all that it hands out, and must
/// live until `serve` has returned.
class Host {
 public:
  explicit Host(HostSettings settings);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  [[nodiscard]] const Clock& clock() const;
  [[nodiscard]] Random& random();
  [[nodiscard]] metrics::Registry& metrics();
  [[nodiscard]] http::Router& router();
  [[nodiscard]] Operations& operations();
  [[nodiscard]] EventLoops& loops();

  /// Runs on the first loop from the start of `serve` until the end of draining, when it is
  /// cancelled. What it throws is logged as a defect; it is not started again.
  void run_in_background(std::string name, std::function<Task<>()> task);

  /// Binds, serves until SIGTERM or SIGINT, drains, and returns the exit code. Prints one line to
  /// standard error and returns 1 where the address cannot be bound. Ends the process with 0 itself
  /// where requests or background tasks are left: after a second signal, or beyond a time-out.
  int serve();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::host
