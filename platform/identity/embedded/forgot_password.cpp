#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/password_policy.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;

constexpr int mails_to_address_an_hour = 30;

Task<void> throttle(Accounts& accounts, const std::string& name, const std::string& address) {
  const bool allowed = co_await accounts.throttle.use({.scope = "forgot", .key = name}) &&
                       co_await accounts.throttle.use({.scope = "forgot-address",
                                                       .key = throttle_key_of_address(address),
                                                       .limit = mails_to_address_an_hour});
  if (!allowed) throw Refusal::limit_exceeded();
}

bool may_reset(const std::optional<Account>& account) {
  return account && account->confirmed && account->enabled;
}

}  // namespace

CodeRecords::Owner reset_code_owner(const std::optional<Account>& account, std::string username) {
  if (account) return {CodePurpose::reset, account->email};
  return {CodePurpose::reset, parse_email(username).value_or(username)};
}

Task<Delivery> forgot_password(Accounts& accounts, std::string username, std::string address) {
  if (!accounts.mailer) {
    throw Refusal::invalid_parameter(
        "This server sends no mail: ask its administrator for a link to set a new password.");
  }
  const auto account = co_await accounts.records.resolve(username);
  const auto owner = reset_code_owner(account, std::move(username));
  co_await throttle(accounts, owner.name, address);
  if (!may_reset(account)) {
    // Nobody may learn here who has an account: whatever can be tried with a code that was never
    // sent goes as it does with one that was.
    co_await accounts.codes.issue_decoy(owner, 1h);
    co_return Delivery{masked_email(parse_email(owner.name).value_or("a@e"))};
  }
  const auto code = co_await accounts.codes.issue(owner, account->email, 1h);
  co_await accounts.send_later(account->email, "set a new password",
                               "Your code to set a new password is " + code +
                                   ".\n\nIt is valid for an hour. If you did not ask for it, "
                                   "ignore this mail.\n");
  co_return Delivery{masked_email(account->email)};
}

Task<void> confirm_forgot_password(Accounts& accounts, std::string username, std::string code,
                                   std::string password) {
  check_password(password);
  const auto account = co_await accounts.records.resolve(username);
  const auto owner = reset_code_owner(account, std::move(username));
  auto accepted = co_await accounts.codes.accept(owner, std::move(code));
  if (!account) throw Refusal::code_expired();
  auto hash = co_await accounts.hasher.hash(std::move(password));
  std::vector<store::Write> also;
  also.push_back(std::move(accepted.consume));
  const auto set_hash = [&hash](Account& changed) { changed.password_hash = hash; };
  co_await accounts.records.change(account->id, set_hash, std::move(also));
  co_await accounts.sign_ins.end_all(account->id);
  co_await accounts.throttle.forget({.scope = "password", .key = account->email});
}

}  // namespace dailygrind::identity
