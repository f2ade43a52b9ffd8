#pragma once

#include <cstddef>
#include <limits>

#include "platform/core/task.hpp"
#include "platform/store/store.hpp"
#include "services/post/contract.hpp"

namespace dailygrind::post {

class Repository;

/// Removes what deleted posts and deleted people leave behind. A deletion is first recorded as a
/// job, in the transaction that makes it visible (Repository::delete_post and bury), and carried
/// out in small transactions, each of which may be repeated: after a crash, or when two run the
/// same job at once, the result is the same. Thread-safe as the store is; throws what the store
/// throws, and the job then stays.
class Deletion {
 public:
  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

  /// Both must outlive it.
  Deletion(store::Store& store, Repository& repository) : store_(store), repository_(repository) {}

  /// Removes the likes and comments of a post that was taken away, with their back references, and
  /// the job. Stops after `most_steps` transactions; `resume` then does the rest.
  Task<> finish_post(const PostId& post, std::size_t most_steps = unlimited);

  /// Removes everything of a person who was buried but the tombstone and the bonds: posts, pins,
  /// likes and comments on others' posts (whose counts go down), idempotency records, and the job.
  /// Nothing to do where there is no job.
  Task<> finish_user(const UserId& user);

  /// Carries out every job that is recorded; returns how many.
  Task<std::size_t> resume();

  /// Resumes now and every few seconds until cancelled. A failure is logged and tried again.
  Task<> run();

 private:
  store::Store& store_;
  Repository& repository_;
};

}  // namespace dailygrind::post
