#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/password_policy.hpp"

namespace dailygrind::identity {

Task<void> change_password(Accounts& accounts, std::string access_token, std::string previous,
                           std::string proposed, std::string address) {
  const auto access = co_await accounts.authorize(std::move(access_token));
  check_password(proposed);
  const auto& account = access.account;
  co_await try_password(
      accounts, account,
      {.username = account.email, .password = std::move(previous), .address = std::move(address)});
  auto hash = co_await accounts.hasher.hash(std::move(proposed));
  const auto set_hash = [&hash](Account& changed) { changed.password_hash = hash; };
  co_await accounts.records.change(account.id, set_hash);
  co_await accounts.sign_ins.end_all(account.id, access.sign_in);
}

}  // namespace dailygrind::identity
