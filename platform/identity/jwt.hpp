#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "platform/identity/key_set.hpp"
#include "platform/identity/token_verifier.hpp"

namespace dailygrind::identity {

/// Longer tokens are refused unread.
inline constexpr std::size_t max_token_bytes = 8 * 1024;

/// Why a token proves nothing.
enum class Flaw : std::uint8_t {
  malformed,    ///< not three canonical base64url parts of strict JSON, or too large
  type,         ///< `typ` or `cty` of another kind of JWT, or a critical extension
  algorithm,    ///< anything but RS256 and ES256
  unknown_key,  ///< no key of that `kid` for that algorithm: new keys may help
  signature,
  expired,
  not_yet_valid,  ///< `nbf` or `iat` in the future
  claims,         ///< wrong or missing issuer, client, use, subject or dates
};
/// What the caller is told: nothing that helps to guess.
[[nodiscard]] std::string_view detail_of(Flaw flaw);

/// What a token says, after everything about it has been proven.
struct Claims {
  std::string subject;    ///< by the claim that the rules name
  std::string token_use;  ///< `access`, `id`, or "" of providers that do not mark tokens
  std::string client;     ///< the accepted client that it was made for
  std::string email;
  std::string scope;
  std::string jti;
  std::string origin_jti;  ///< Cognito: the sign-in that the token goes back to
  std::vector<std::string> groups;
  Instant issued_at{};
  Instant not_before{};  ///< `nbf`, else `iat`
  Instant expires{};
};

/// Verifies a compact JWT (RFC 7519 §7.2) as RFC 8725 demands; claims are not looked at before the
/// signature has been found good. Thread-safe.
std::expected<Claims, Flaw> prove(std::string_view token, const KeySet& keys,
                                  const TokenRules& rules, Instant now);

}  // namespace dailygrind::identity
