#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/random.hpp"
#include "platform/identity/embedded/account_records.hpp"
#include "platform/identity/embedded/code_records.hpp"
#include "platform/identity/embedded/invitations.hpp"
#include "platform/identity/embedded/mailer.hpp"
#include "platform/identity/embedded/password_hasher.hpp"
#include "platform/identity/embedded/settings.hpp"
#include "platform/identity/embedded/sign_in_records.hpp"
#include "platform/identity/embedded/throttle.hpp"
#include "platform/identity/embedded/token_issuer.hpp"
#include "platform/identity/jwt.hpp"
#include "platform/identity/key_ring.hpp"

namespace dailygrind::identity {

/// The tables of the store that `Accounts` is given.
std::vector<std::string> account_tables();

/// What the operations (operations.hpp) work with: the embedded accounts. Thread-safe; the event
/// loops of its callers must outlive it.
class Accounts {
 public:
  /// Everything that is passed by reference must outlive it. Without a mailer sign-ups are
  /// confirmed at once and no code is ever sent.
  Accounts(AccountSettings the_settings, store::Store& store, KeyRing& the_keys,
           std::unique_ptr<Mailer> the_mailer, const Clock& the_clock, Random& the_random);

  const AccountSettings settings;
  const Clock& clock;
  Random& random;
  KeyRing& keys;
  const std::unique_ptr<Mailer> mailer;

  AccountRecords records;
  SignInRecords sign_ins;
  CodeRecords codes;
  Throttle throttle;
  Invitations invitations;
  PasswordHasher hasher;
  TokenIssuer issuer;

  /// Sends a mail after the caller has gone on, so that how long it takes tells nothing; a failure
  /// is logged. Does nothing without a mailer.
  Task<void> send_later(std::string to, std::string subject, std::string text);

  /// Who an access token of ours is for.
  struct Access {
    Account account;
    std::string sign_in;
  };
  /// Throws Refusal::not_authorized where the token is not ours, has expired, its sign-in has ended
  /// or its account is gone; Refusal::user_disabled.
  Task<Access> authorize(std::string access_token);
  /// What an unexpired access token says, whatever became of its account.
  Task<Claims> read_access_token(std::string access_token);

  /// Throws Refusal::sign_up_refused where the settings name domains and `email` is of none of
  /// them.
  void check_domain(const std::string& email) const;
};

}  // namespace dailygrind::identity
