#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::identity {

/// Slows guessing down, in the store, so that a restart or another process forgets nothing.
/// Thread-safe. `scope` says what is counted ("password"), `key` for whom (an account's name, an
/// address; "" is never throttled).
class Throttle {
 public:
  Throttle(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  /// After `free` failures everything is refused for a second, after each further one for twice as
  /// long, up to 15 minutes; 15 quiet minutes after the last lock all is forgotten.
  struct Lockout {
    std::string scope;
    std::string key;
    int free = 5;
  };
  Task<bool> is_locked(Lockout lockout);
  Task<void> failed(Lockout lockout);
  Task<void> forget(Lockout lockout);

  /// Counts one of at most `limit` uses within `window`, which begins with the first; false where
  /// they are used up.
  struct Allowance {
    std::string scope;
    std::string key;
    int limit = 5;
    std::chrono::seconds window{std::chrono::hours{1}};
  };
  Task<bool> use(Allowance allowance);

 private:
  store::Store& store_;
  const Clock& clock_;
};

/// What an address is throttled as: IPv4 by itself, IPv6 by its /64 network, because one machine
/// has all of that. "" for what is no address.
std::string throttle_key_of_address(const std::string& address);

}  // namespace dailygrind::identity
