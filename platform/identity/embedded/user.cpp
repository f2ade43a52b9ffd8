#include "platform/identity/embedded/operations.hpp"

namespace dailygrind::identity {

Task<Account> get_user(Accounts& accounts, std::string access_token) {
  co_return (co_await accounts.authorize(std::move(access_token))).account;
}

Task<void> remove_account(Accounts& accounts, Account account) {
  // The sign-ins last: without the account they are worth nothing, so a stop in between is safe.
  co_await accounts.records.remove(account);
  co_await accounts.sign_ins.end_all(account.id);
}

Task<void> delete_user(Accounts& accounts, std::string access_token) {
  const auto claims = co_await accounts.read_access_token(access_token);
  if (!co_await accounts.records.find(UserId{claims.subject})) co_return;
  auto access = co_await accounts.authorize(std::move(access_token));
  co_await remove_account(accounts, std::move(access.account));
}

Task<void> global_sign_out(Accounts& accounts, std::string access_token) {
  const auto access = co_await accounts.authorize(std::move(access_token));
  co_await accounts.sign_ins.end_all(access.account.id);
}

}  // namespace dailygrind::identity
