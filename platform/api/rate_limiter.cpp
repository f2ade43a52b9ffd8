#include "platform/api/rate_limiter.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address_v6.hpp>
#include <cmath>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace dailygrind::api {
namespace {

constexpr std::size_t shard_count = 64;
constexpr std::size_t most_buckets_per_shard = 1024;

struct Bucket {
  std::string name;
  double tokens;
  Instant at;
};

/// Refills and takes one token where there is one.
RateLimiter::Decision take_from(Bucket& bucket, Instant now, int limit, double per_second) {
  const double since = static_cast<double>((now - bucket.at).count()) / 1000;
  // Other threads may be a moment ahead: that must neither refill nor drain. Only a clock that was
  // moved back by more than a window (tests, a repaired clock) begins anew.
  const bool moved_back = since * per_second < -limit;
  const auto elapsed = moved_back ? -since : std::max<double>(0, since);
  bucket.tokens = std::min<double>(limit, bucket.tokens + elapsed * per_second);
  bucket.at = now;
  RateLimiter::Decision decision{.limit = limit};
  decision.allowed = bucket.tokens >= 1;
  if (decision.allowed) bucket.tokens -= 1;
  decision.remaining = static_cast<int>(bucket.tokens);
  const double missing = decision.allowed ? limit - bucket.tokens : 1 - bucket.tokens;
  decision.reset_seconds = std::max(1, static_cast<int>(std::ceil(missing / per_second)));
  return decision;
}

}  // namespace

struct RateLimiter::State {
  struct Shard {
    std::mutex mutex;
    std::list<Bucket> buckets;  ///< the one touched last comes first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> places;

    /// A new one is full; where there are too many, the one touched longest ago is forgotten.
    Bucket& touch(std::string name, int limit, Instant now) {
      const auto found = places.find(name);
      if (found != places.end()) {
        buckets.splice(buckets.begin(), buckets, found->second);
        return buckets.front();
      }
      if (buckets.size() >= most_buckets_per_shard) {
        places.erase(buckets.back().name);
        buckets.pop_back();
      }
      buckets.push_front({std::move(name), static_cast<double>(limit), now});
      places.emplace(buckets.front().name, buckets.begin());
      return buckets.front();
    }
  };

  RateLimits limits;
  const Clock& clock;
  std::array<Shard, shard_count> shards;
};

RateLimiter::RateLimiter(RateLimits limits, const Clock& clock)
    : state_(new State{.limits = limits, .clock = clock, .shards = {}}) {}
RateLimiter::~RateLimiter() = default;

bool RateLimiter::exempt(bool from_loopback_directly) const {
  return from_loopback_directly && !state_->limits.limit_loopback;
}

RateLimiter::Decision RateLimiter::take_for_user(std::string_view user) {
  return take("user " + std::string{user}, state_->limits.per_user_per_minute,
              std::chrono::seconds{60});
}

RateLimiter::Decision RateLimiter::take_for_address(std::string_view address) {
  return take("address " + network_of(address), state_->limits.per_address_per_minute,
              std::chrono::seconds{60});
}

std::string RateLimiter::network_of(std::string_view address) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address_v6(address, error);
  if (error || parsed.is_v4_mapped()) return std::string{address};
  auto bytes = parsed.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return boost::asio::ip::make_address_v6(bytes).to_string() + "/64";
}

RateLimiter::Decision RateLimiter::take(std::string_view bucket, int limit,
                                        std::chrono::seconds window) {
  std::string name{bucket};
  auto& shard = state_->shards[std::hash<std::string>{}(name) % shard_count];
  const auto now = state_->clock.now();
  const std::lock_guard lock{shard.mutex};
  auto& budget = shard.touch(std::move(name), limit, now);
  return take_from(budget, now, limit, limit / static_cast<double>(window.count()));
}

}  // namespace dailygrind::api
