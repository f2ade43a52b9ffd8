#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace dailygrind {

/// One event loop a thread. A coroutine stays on the loop that it was started on.
class EventLoops {
 public:
  /// `threads` loops, or one a core where it is 0.
  explicit EventLoops(std::size_t threads);
  /// Destroys what still waits on the loops. Must not be called while `run` is at work.
  ~EventLoops();

  /// Valid as long as this object; never empty.
  [[nodiscard]] std::vector<boost::asio::io_context*> contexts();
  [[nodiscard]] boost::asio::io_context& first();

  /// Runs until `stop`; the calling thread is loop 0. An exception that escapes from a handler is a
  /// defect: it is logged, all loops are stopped, and it is thrown here. Once only.
  void run();
  /// Ends `run` without waiting for what the loops still have to do. Thread-safe.
  void stop();

  /// On the first loop: SIGTERM and SIGINT call `drain` the first time and `stop` the second time;
  /// SIGHUP calls `reload`. SIGPIPE is ignored from now on. Once only, before `run`.
  void on_signals(std::function<void()> drain, std::function<void()> reload);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind
