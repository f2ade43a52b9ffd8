#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::bus {

/// Wakes waiting coroutines from any thread. Thread-safe.
class Bell {
  struct Ear;
  struct Ears;

 public:
  /// One coroutine's ear. It remembers a ring from its making on, so that looking for work first
  /// and waiting then loses none. Used by one coroutine on `executor`, a single thread or a strand;
  /// may outlive the bell.
  class Listener {
   public:
    Listener(const Bell& bell, const boost::asio::any_io_executor& executor);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Returns after a ring or after `longest`, sometimes earlier. Cancellation throws
    /// boost::system::system_error{operation_aborted}.
    Task<> wait(milliseconds longest);

   private:
    std::shared_ptr<Ears> ears_;
    std::shared_ptr<Ear> ear_;
  };

  Bell();
  /// Cheap when everyone listening has been rung already.
  void ring();

 private:
  std::shared_ptr<Ears> ears_;
};

}  // namespace dailygrind::bus
