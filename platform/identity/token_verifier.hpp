#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/ids.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::identity {

/// Who a request is from, as its token proves.
struct Caller {
  UserId id;
  std::string email;      ///< "" where the token has none (Cognito's access tokens have none)
  bool administrator = false;
  Instant issued_at{};
};

/// What a token must say.
struct TokenRules {
  std::string issuer;
  /// The accepted clients: `client_id` of an access token, `aud` of an id token.
  std::vector<std::string> clients;
  std::chrono::seconds leeway{30};  ///< for `exp`, `nbf` and `iat`
};

/// Fetches a JWKS document (RFC 7517); throws Problem::unavailable where it cannot be had.
using KeySource = std::function<Task<std::string>()>;

/// Verifies JWTs (RFC 7519, RFC 8725): RS256 and ES256 only, `kid` known, issuer, client, `exp`,
/// `nbf`, `token_use` access or id. Keys are cached and fetched again when a `kid` is unknown (at
/// most once in ten seconds) and every hour. Verified tokens are remembered until they expire,
/// bounded in number, so that the same token costs one table look-up. Thread-safe.
class TokenVerifier {
 public:
  TokenVerifier(TokenRules rules, KeySource keys, const Clock& clock);
  ~TokenVerifier();

  /// `authorization` is the header's value ("Bearer …"). Throws Problem::unauthorized for
  /// everything that is not proven.
  Task<std::shared_ptr<const Caller>> verify(std::string_view authorization);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::identity
