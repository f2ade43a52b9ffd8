#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/ids.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::identity {

/// An account as administrators see it.
struct AccountView {
  UserId id;
  std::string email;
  bool email_verified = false;
  bool confirmed = false;  ///< false while a sign-up waits for its code
  bool enabled = true;
  std::vector<std::string> groups;
  std::string given_name;
  std::string family_name;
  Instant created{};
};

struct AccountPage {
  std::vector<AccountView> accounts;
  std::optional<std::string> next;  ///< set where more follow: pass it as `after`
};

/// An account that is made without a sign-up, confirmed and enabled.
struct NewAccount {
  std::string email;
  /// As `hash_password` made it; many accounts may share one. "": none, so that the person has to
  /// set a password as one who forgot it. Cognito takes no other.
  std::string password_hash;
  bool email_verified = true;
  std::optional<UserId> id;  ///< a fresh one where absent
  std::string given_name;
  std::string family_name;
  std::vector<std::string> groups;
};

/// What a sign-in gives.
struct Tokens {
  std::string access;
  std::string id;
  std::string refresh;
  std::int64_t expires_in = 0;  ///< of access and id token, in seconds
};

/// The accounts behind the tokens: what services and the command line may do with them. The
/// embedded accounts and Cognito's user pools are adapters. Thread-safe.
///
/// Errors: a backend that does not answer throws Problem::unavailable. Calls that name an account
/// answer false, nothing or Problem::not_found where there is none. What Cognito does not offer
/// (`create_reset_code`, `mint_tokens`, `hash_password`) throws Problem::conflict there.
class AccountDirectory {
 public:
  virtual ~AccountDirectory() = default;

  virtual Task<std::optional<AccountView>> find(UserId id) = 0;
  /// Case does not matter.
  virtual Task<std::optional<AccountView>> find_by_email(std::string email) = 0;
  /// Accounts whose e-mail begins with `query` (case does not matter), in the order of the e-mail,
  /// after `after` ("" from the beginning); 1 ≤ `limit` ≤ 100. Costs what the page costs. Cognito
  /// has an order of its own, pages of at most 60 accounts, and lists none of their groups.
  virtual Task<AccountPage> list(std::string query, std::string after, std::size_t limit) = 0;

  /// A disabled account cannot sign in or refresh, and all its sign-ins end. Its access tokens are
  /// refused by the accounts themselves at once; services keep a copy of the mark of their own.
  virtual Task<bool> set_enabled(UserId id, bool enabled) = 0;
  /// Ends every sign-in: no refresh token works any more.
  virtual Task<bool> sign_out(UserId id) = 0;
  /// Groups show in the tokens that are issued from then on. Names are 1 to 128 letters, digits and
  /// `+=,.@_-`; else Problem::invalid. Adding twice and removing what is not there change nothing.
  virtual Task<bool> add_to_group(UserId id, std::string group) = 0;
  virtual Task<bool> remove_from_group(UserId id, std::string group) = 0;
  /// True also where the account was already gone, so that a deletion can be repeated.
  virtual Task<bool> remove(UserId id) = 0;

  /// A code with which ConfirmForgotPassword sets a new password within 24 hours, once; for places
  /// without mail. It replaces the one before.
  virtual Task<std::string> create_reset_code(UserId id) = 0;
  /// Tokens as a sign-in gives them, without a password: for tests and support. Refuses disabled
  /// accounts with Problem::conflict.
  virtual Task<Tokens> mint_tokens(UserId id) = 0;

  /// Argon2id of a password; takes about 12 ms of a core, off the event loop.
  virtual Task<std::string> hash_password(std::string password) = 0;
  /// Problem::conflict where the e-mail or the id is taken, Problem::invalid where one is
  /// malformed.
  virtual Task<UserId> create(NewAccount account) = 0;
};

}  // namespace dailygrind::identity
