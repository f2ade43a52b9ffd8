#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "platform/core/gate.hpp"
#include "platform/identity/key_set.hpp"
#include "platform/identity/token_verifier.hpp"

namespace dailygrind::identity {

/// The issuer's keys, fetched when they are needed, never twice at a time. Thread-safe.
class KeyCache {
 public:
  struct Keys {
    std::shared_ptr<const KeySet> set;
    std::uint64_t generation = 0;
  };

  static constexpr std::chrono::hours refresh_after{1};
  static constexpr std::chrono::seconds retry_after{10};  ///< between fetches for unknown `kid`s
  static constexpr std::chrono::seconds retry_first_after{1};
  static constexpr std::chrono::hours trusted_for{24};  ///< while they cannot be fetched again

  KeyCache(KeySource source, const Clock& clock);

  /// Changes whenever the issuer's document changed: what was proven under an older one must be
  /// proven again. Lock-free.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(); }
  /// Whether the keys are so old that `current` would fetch. Lock-free.
  [[nodiscard]] bool due(Instant now) const;

  /// The keys, fetched where there are none or they are due. Throws Problem::unavailable where none
  /// can be had.
  Task<Keys> current();
  /// The keys after a fetch, unless there was one a moment ago: for a `kid` that is not known.
  Task<Keys> newest();

 private:
  class Fetching;

  Task<void> fetch();
  void adopt(const std::string& document, Instant asked_at);

  KeySource source_;
  const Clock& clock_;
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<Instant::rep> fetched_at_{0};  ///< 0: never
  mutable std::mutex mutex_;
  std::shared_ptr<const KeySet> keys_;
  std::string document_;
  std::shared_ptr<Gate> fetching_;  ///< set during a fetch
  Instant attempted_at_{};
};

}  // namespace dailygrind::identity
