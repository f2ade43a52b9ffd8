#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/identity/token_verifier.hpp"

namespace dailygrind::identity {

/// Tokens that were proven, each with the span in which that holds. Only whole tokens are compared,
/// so a collision of hashes costs a look-up and never lets anybody in. For one thread.
class TokenCache {
 public:
  static constexpr std::size_t capacity = 4096;
  /// Longer tokens are proven every time; with `capacity` this bounds the memory at 8 MiB a thread.
  static constexpr std::size_t longest = 2048;

  /// Null where the token is not remembered or `now` is outside its span.
  [[nodiscard]] std::shared_ptr<const Caller> find(std::string_view token, Instant now) const;
  void insert(std::string_view token, Instant from, Instant until,
              std::shared_ptr<const Caller> caller);
  void clear() { entries_.clear(); }

 private:
  static constexpr std::size_t ways = 4;

  struct Entry {
    std::uint64_t hash = 0;
    Instant from{};
    Instant until{};
    std::string token;
    std::shared_ptr<const Caller> caller;
  };
  [[nodiscard]] static std::size_t set_of(std::uint64_t hash);

  std::vector<Entry> entries_;  ///< empty until the first insertion
  std::size_t victim_ = 0;
};

}  // namespace dailygrind::identity
