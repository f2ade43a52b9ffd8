#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <random>
#include <span>
#include <string>

namespace dailygrind {

/// The only source of randomness. Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;
  /// Uniform in [0, bound). `bound` must not be 0.
  std::uint64_t below(std::uint64_t bound);
  /// `bytes` random bytes as unpadded base64url.
  std::string token(std::size_t bytes);
  /// How many calls named this `moment` (milliseconds) just before, modulo 4096: the order of ids
  /// that are made in one millisecond.
  std::uint64_t sequence(std::int64_t moment);

 private:
  std::atomic<std::uint64_t> last_ = 0;  ///< moment and sequence, 12 bits
};

/// The operating system's generator: good for secrets.
class SystemRandom final : public Random {
 public:
  /// Initialises libsodium; throws std::runtime_error where the system has no randomness.
  SystemRandom();
  void fill(std::span<std::byte> bytes) override;
};

/// The same bytes for the same seed: for tests, simulations and seeding. Never for secrets.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::byte> bytes) override;

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

}  // namespace dailygrind
