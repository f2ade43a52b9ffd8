#pragma once

#include <optional>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::aws {

/// What requests are signed with.
struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;       ///< "" for keys that last
  std::optional<Instant> expires;  ///< by the system clock; none for keys that last
};

/// Where credentials come from. Thread-safe.
class CredentialsSource {
 public:
  virtual ~CredentialsSource() = default;

  /// Good for some minutes at least. Throws Problem::unavailable, which says where they were looked
  /// for, where there are none. Resumes on the caller's executor.
  virtual Task<Credentials> get() = 0;
  /// A service says that these have expired: the next `get` fetches others, once in a second where
  /// the same are given again.
  virtual void forget(const Credentials& refused) = 0;
};

}  // namespace dailygrind::aws
