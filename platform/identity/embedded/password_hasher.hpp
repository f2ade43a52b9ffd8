#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>

#include "platform/core/gate.hpp"
#include "platform/core/task.hpp"
#include "platform/core/worker.hpp"

namespace dailygrind::identity {

/// Hashes and checks passwords with argon2id (19 MiB, two passes: about 12 ms of a core), one at a
/// time, on a thread of its own. Thread-safe; the event loops of its callers must outlive it.
class PasswordHasher {
 public:
  /// Throws Refusal::too_many_requests from the calls below where more than `waiting` would wait.
  explicit PasswordHasher(std::size_t waiting) : limit_(waiting) {}

  Task<std::string> hash(std::string password);
  /// Whether `password` is that of `hash`. An empty hash takes as long and is never right: for
  /// users that do not exist.
  Task<bool> verify(std::string hash, std::string password);

  /// Held while a password is tried, from the look at the failures before it to the count of the
  /// new one, so that attempts at the same time cannot slip past the lock.
  class Turn {
   public:
    Turn(PasswordHasher& hasher, std::shared_ptr<Gate> done);
    Turn(Turn&& other) noexcept = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    friend class PasswordHasher;
    PasswordHasher* hasher_;
    std::shared_ptr<Gate> done_;
  };
  /// Waits until nobody else has the turn, in the order of the calls.
  Task<Turn> take_turn();

 private:
  std::size_t limit_;
  std::atomic<std::size_t> turns_{0};
  std::mutex mutex_;
  std::shared_ptr<Gate> last_;  ///< opens when the last one in the row is done
  Worker worker_;
};

}  // namespace dailygrind::identity
