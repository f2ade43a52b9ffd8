#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/core/task.hpp"

namespace dailygrind {

/// Opens once and for good; tasks of any event loop can wait for it. Thread-safe, provided that
/// each waiter's loop runs on one thread.
class Gate {
 public:
  void open();
  [[nodiscard]] bool is_open() const;
  /// Returns on the waiter's loop once the gate is open. `gate` is kept alive meanwhile.
  static Task<void> wait(std::shared_ptr<Gate> gate);

 private:
  using Timer = boost::asio::steady_timer;

  mutable std::mutex mutex_;
  bool open_ = false;
  std::vector<std::weak_ptr<Timer>> waiters_;
};

}  // namespace dailygrind
