#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/core/clock.hpp"

namespace dailygrind::api {

struct RateLimits {
  int per_user_per_minute = 600;
  int per_address_per_minute = 1200;
  bool limit_loopback = false;  ///< also limit loopback requests that came through no proxy
};

/// Token buckets that refill evenly and hold a minute's worth, one per user and per client address.
/// Bounded in memory: when a shard is full, the bucket that was touched longest ago is forgotten.
/// Thread-safe; locks one of 64 shards for the length of a look-up.
class RateLimiter {
 public:
  RateLimiter(RateLimits limits, const Clock& clock);
  ~RateLimiter();

  struct Decision {
    bool allowed = true;
    int limit = 0;  ///< a minute's budget; 0 where nothing was counted
    int remaining = 0;
    int reset_seconds = 0;  ///< until the next request is allowed, or until the bucket is full
  };
  [[nodiscard]] bool exempt(bool from_loopback_directly) const;
  Decision take_for_user(std::string_view user);
  Decision take_for_address(std::string_view address);
  /// What shares the budget of an address: itself, and for IPv6 its /64, which one customer has.
  static std::string network_of(std::string_view address);
  /// A budget of its own, such as sign-ups per address and hour.
  Decision take(std::string_view bucket, int limit, std::chrono::seconds window);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::api
