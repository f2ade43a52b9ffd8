#pragma once

#include <cstdint>
#include <span>

#include "platform/core/random.hpp"

namespace dailygrind::seed {

/// What randomness is drawn for: each purpose has a stream of its own, so that one does not change
/// what another one draws.
enum class Purpose : std::uint8_t { graph, person, history, reactions, ids };

/// The seed of the stream for the `index`-th thing of a purpose.
constexpr std::uint64_t stream(std::uint64_t seed, Purpose purpose, std::uint64_t index = 0) {
  // The finaliser of SplitMix64 over a distinct input for each stream.
  std::uint64_t bits = seed * 0x9E3779B97F4A7C15ULL + index + 1;
  bits ^= (static_cast<std::uint64_t>(purpose) + 1) << 56U;
  bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBULL;
  return bits ^ (bits >> 31U);
}

inline bool chance(Random& random, unsigned percent) { return random.below(100) < percent; }

/// Uniform in [least, most].
inline int between(Random& random, int least, int most) {
  return least + static_cast<int>(random.below(static_cast<std::uint64_t>(most - least + 1)));
}

template <typename List>
const auto& one_of(Random& random, const List& list) {
  return list[random.below(std::size(list))];
}

}  // namespace dailygrind::seed
