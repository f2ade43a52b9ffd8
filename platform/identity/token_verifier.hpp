#pragma once

#include <chrono>
#include <cstdint>
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
  std::string email;  ///< "" where the token has none (Cognito's access tokens have none)
  bool administrator = false;
  Instant issued_at{};
};

/// What a token must say.
struct TokenRules {
  std::string issuer;
  /// The accepted clients: `client_id` of an access token, `aud` of an id token.
  std::vector<std::string> clients;
  std::chrono::seconds leeway{30};  ///< for `exp`, `nbf` and `iat`
  /// Cognito marks every token with `token_use`. For another OpenID provider, which does not, set
  /// it to false: a token without the mark is then accepted where its `aud` names a client.
  bool token_use_required = true;
  /// Who somebody is: by the `sub`, or by the user name in a pool of Cognito (`username` of an
  /// access token, `cognito:username` of an id token), which must then be a UUID.
  enum class Subject : std::uint8_t { sub, username };
  Subject subject = Subject::sub;
};

/// Fetches a JWKS document (RFC 7517); throws Problem::unavailable where it cannot be had. May be
/// called from any event loop, one call at a time.
using KeySource = std::function<Task<std::string>()>;

/// Verifies JWTs (RFC 7519, RFC 8725): RS256 and ES256 only, `kid` known, issuer, client, `exp`,
/// `nbf`, `iat`, `token_use` access or id. Keys are cached and fetched again when a `kid` is
/// unknown (at most once in ten seconds) and every hour; where that fails the old ones serve for a
/// day. Verified tokens are remembered per thread until they expire or the keys change, bounded in
/// number, so that the same token costs one table look-up. Thread-safe; nothing on the path of a
/// remembered token takes a lock.
class TokenVerifier {
 public:
  /// `clock` must outlive the verifier, and calls in flight must end before it does.
  TokenVerifier(TokenRules rules, KeySource keys, const Clock& clock);
  ~TokenVerifier();
  TokenVerifier(const TokenVerifier&) = delete;
  TokenVerifier& operator=(const TokenVerifier&) = delete;

  /// `authorization` is the header's value ("Bearer …") and must live until the task is done.
  /// Throws Problem::unauthorized for everything that is not proven, Problem::unavailable where no
  /// keys can be had.
  Task<std::shared_ptr<const Caller>> verify(std::string_view authorization);

  /// The same without a coroutine for a token that this thread verified before; null where `verify`
  /// must decide.
  [[nodiscard]] std::shared_ptr<const Caller> remembered(std::string_view authorization);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace dailygrind::identity
