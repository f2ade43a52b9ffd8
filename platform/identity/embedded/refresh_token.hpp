#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/core/clock.hpp"
#include "platform/core/ids.hpp"

namespace dailygrind::identity {

/// What a refresh token says. It is made from the pool's secret, so the store keeps nothing that
/// could be used as a token, and the token of a generation can be made again for a client that
/// never got its answer.
struct RefreshToken {
  UserId user;
  std::string sign_in;          ///< the `origin_jti` of the access tokens
  std::int64_t generation = 0;  ///< grows with each refresh
  Instant expires{};

  /// `<base64url of user>.<sign-in>.<generation>.<seconds>.<HMAC-SHA-256>`
  [[nodiscard]] std::string encode(std::string_view secret) const;
  /// Nothing where we did not make `text`.
  static std::optional<RefreshToken> decode(std::string_view text, std::string_view secret);
};

}  // namespace dailygrind::identity
