#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/ids.hpp"
#include "platform/core/random.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::identity {

/// One sign-in: the family of all tokens that go back to one password.
struct SignIn {
  UserId user;
  std::string id;               ///< `origin_jti`
  std::int64_t generation = 0;  ///< of the newest refresh token
  Instant authenticated{};
  Instant refreshed{};
  Instant expires{};
};

/// The sign-ins in the store. A sign-in that is not there has ended. Thread-safe.
class SignInRecords {
 public:
  SignInRecords(store::Store& store, const Clock& clock, Random& random)
      : store_(store), clock_(clock), random_(random) {}

  /// Begins one where `admitted` holds in the same moment; nothing where it does not.
  Task<std::optional<SignIn>> begin(UserId user, std::chrono::seconds lifetime,
                                    store::Check admitted);
  Task<std::optional<SignIn>> find(UserId user, std::string id);
  /// Moves on from `sign_in.generation`; nothing where it ended or another call moved it already.
  Task<std::optional<SignIn>> refresh(SignIn sign_in);
  Task<void> end(UserId user, std::string id);
  /// Ends all sign-ins of `user` but `except` ("" is none).
  Task<void> end_all(UserId user, std::string except = {});

 private:
  store::Store& store_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace dailygrind::identity
