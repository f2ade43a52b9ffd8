#include "platform/identity/embedded/admission.hpp"
#include "platform/identity/embedded/confirmation.hpp"
#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/password_policy.hpp"
#include "platform/identity/embedded/refusal.hpp"
#include "platform/identity/embedded/user_attributes.hpp"

namespace dailygrind::identity {
namespace {

Account account_of(const Accounts& accounts, SignUp& request) {
  auto email = parse_email(request.username);
  if (!email) throw Refusal::invalid_parameter("Username should be an email.");
  check_password(request.password);
  check_attributes(request.attributes);
  const auto given = take_email(request.attributes);
  if (!given.empty() && given != *email) {
    throw Refusal::invalid_parameter("The attribute email must be the username.");
  }
  const auto now = accounts.clock.now();
  Account account{.id = UserId{uuid_v7(now, accounts.random)},
                  .email = std::move(*email),
                  .created = now,
                  .updated = now,
                  .version = 1};
  merge_attributes(account.attributes, request.attributes);
  account.confirmed = account.email_verified = !accounts.mailer;
  if (!account.confirmed) account.expires = now + accounts.settings.unconfirmed_lifetime;
  return account;
}

/// Throws where the settings do not let this person sign up; answers what else must be written.
Task<std::vector<store::Write>> admit(Accounts& accounts, const Account& account,
                                      const std::string& invitation) {
  const auto mode = accounts.settings.sign_up;
  const auto refusal = sign_up_refusal({mode, accounts.settings.domains}, account.email);
  if (!refusal.empty()) {
    throw mode == SignUpMode::closed ? Refusal::not_authorized(refusal)
                                     : Refusal::sign_up_refused(refusal);
  }
  if (mode != SignUpMode::invitation) co_return std::vector<store::Write>{};
  auto use = co_await accounts.invitations.use(invitation);
  if (!use) throw Refusal::sign_up_refused("Accounts need a valid invitation.");
  std::vector<store::Write> writes;
  writes.push_back(std::move(*use));
  co_return writes;
}

}  // namespace

Task<SignedUp> sign_up(Accounts& accounts, SignUp request) {
  auto account = account_of(accounts, request);
  auto also = co_await admit(accounts, account, request.invitation);
  if (co_await accounts.records.find_by_email(account.email)) throw Refusal::username_exists();
  account.password_hash = co_await accounts.hasher.hash(std::move(request.password));
  const auto created = co_await accounts.records.create(account, std::move(also));
  if (!created && created.error().index <= 1) throw Refusal::username_exists();
  if (!created) throw Refusal::sign_up_refused("Accounts need a valid invitation.");
  SignedUp done{.id = account.id, .confirmed = account.confirmed, .delivery = std::nullopt};
  if (!account.confirmed) done.delivery = co_await send_confirmation_code(accounts, account);
  co_return done;
}

}  // namespace dailygrind::identity
