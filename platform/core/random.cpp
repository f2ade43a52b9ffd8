#include "platform/core/random.hpp"

#include <sodium.h>

#include <stdexcept>
#include <vector>

#include "platform/core/encoding.hpp"

namespace dailygrind {

std::uint64_t Random::below(std::uint64_t bound) {
  // Rejection keeps the draw uniform: values in the incomplete last stretch are drawn again.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = 0;
  do {
    fill(std::as_writable_bytes(std::span{&value, 1}));
  } while (value >= limit);
  return value % bound;
}

std::string Random::token(std::size_t bytes) {
  std::vector<std::byte> buffer(bytes);
  fill(buffer);
  return base64url_encode(buffer);
}

std::uint64_t Random::sequence(std::int64_t moment) {
  constexpr std::uint64_t mask = 0xFFF;
  const auto first = static_cast<std::uint64_t>(moment) << 12;
  auto last = last_.load(std::memory_order_relaxed);
  std::uint64_t next = 0;
  do {
    const bool same = (last & ~mask) == first;
    next = same ? first | ((last + 1) & mask) : first;
  } while (!last_.compare_exchange_weak(last, next, std::memory_order_relaxed));
  return next & mask;
}

SystemRandom::SystemRandom() {
  // Thread-safe, and does nothing from the second time on.
  if (sodium_init() < 0) throw std::runtime_error{"the system gives no randomness"};
}

void SystemRandom::fill(std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

void SeededRandom::fill(std::span<std::byte> bytes) {
  const std::lock_guard lock{mutex_};
  std::uint64_t word = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at % sizeof word == 0) word = engine_();
    bytes[at] = static_cast<std::byte>(word);
    word >>= 8;
  }
}

}  // namespace dailygrind
