#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

/// Many people may share an address, so it may fail more often than one account.
constexpr int free_failures_of_address = 30;

struct Lockouts {
  Throttle::Lockout account;
  Throttle::Lockout address;
};

Lockouts lockouts_of(const std::optional<Account>& account, const Attempt& attempt) {
  const auto email = parse_email(attempt.username);
  const auto& name = account ? account->email : email.value_or(attempt.username);
  return {.account = {.scope = "password", .key = name},
          .address = {.scope = "password-address",
                      .key = throttle_key_of_address(attempt.address),
                      .free = free_failures_of_address}};
}

Task<void> check_locks(Accounts& accounts, const Lockouts& lockouts) {
  if (co_await accounts.throttle.is_locked(lockouts.account) ||
      co_await accounts.throttle.is_locked(lockouts.address)) {
    throw Refusal::too_many_attempts();
  }
}

}  // namespace

Task<void> try_password(Accounts& accounts, std::optional<Account> account, Attempt attempt) {
  const auto lockouts = lockouts_of(account, attempt);
  co_await check_locks(accounts, lockouts);
  const auto turn = co_await accounts.hasher.take_turn();
  co_await check_locks(accounts, lockouts);
  auto hash = account ? account->password_hash : std::string{};
  if (co_await accounts.hasher.verify(std::move(hash), std::move(attempt.password))) {
    co_return co_await accounts.throttle.forget(lockouts.account);
  }
  co_await accounts.throttle.failed(lockouts.account);
  co_await accounts.throttle.failed(lockouts.address);
  throw Refusal::wrong_password();
}

Task<Tokens> sign_in(Accounts& accounts, Attempt attempt) {
  auto account = co_await accounts.records.resolve(attempt.username);
  co_await try_password(accounts, account, std::move(attempt));
  if (!account->enabled) throw Refusal::user_disabled();
  if (!account->confirmed) throw Refusal{"UserNotConfirmedException", "User is not confirmed."};
  co_return co_await begin_sign_in(accounts, std::move(*account));
}

Task<Tokens> begin_sign_in(Accounts& accounts, Account account) {
  auto sign_in = co_await accounts.sign_ins.begin(account.id, accounts.settings.sign_in_lifetime,
                                                  AccountRecords::still_admits(account));
  if (!sign_in) throw Refusal::wrong_password();
  co_return co_await accounts.issuer.issue(std::move(account), std::move(*sign_in));
}

}  // namespace dailygrind::identity
