#pragma once

#include <string>

#include "platform/core/random.hpp"
#include "platform/identity/account_directory.hpp"
#include "platform/identity/embedded/account.hpp"
#include "platform/identity/embedded/settings.hpp"
#include "platform/identity/embedded/sign_in_records.hpp"
#include "platform/identity/key_ring.hpp"

namespace dailygrind::identity {

/// Makes the three tokens of a sign-in with the claims of Amazon Cognito. Thread-safe; what it is
/// given must outlive it.
class TokenIssuer {
 public:
  TokenIssuer(const AccountSettings& settings, KeyRing& keys, const Clock& clock, Random& random)
      : settings_(settings), keys_(keys), clock_(clock), random_(random) {}

  Task<Tokens> issue(Account account, SignIn sign_in);

 private:
  const AccountSettings& settings_;
  KeyRing& keys_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace dailygrind::identity
