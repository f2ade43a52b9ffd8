#include "platform/identity/embedded/confirmation.hpp"
#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;

CodeRecords::Owner owner_of(const Account& account) {
  return {CodePurpose::sign_up, account.id.str()};
}

}  // namespace

Task<Delivery> send_confirmation_code(Accounts& accounts, const Account& account) {
  const auto code = co_await accounts.codes.issue(owner_of(account), account.email, 24h);
  co_await accounts.send_later(account.email, "confirm your e-mail address",
                               "Your confirmation code is " + code +
                                   ".\n\nIt is valid for 24 hours. If you did not sign up, ignore "
                                   "this mail.\n");
  co_return Delivery{masked_email(account.email)};
}

Task<void> confirm_sign_up(Accounts& accounts, std::string username, std::string code) {
  const auto account = co_await accounts.records.resolve(std::move(username));
  if (!account) throw Refusal::code_expired();
  if (account->confirmed) {
    throw Refusal::not_authorized("User cannot be confirmed. Current status is CONFIRMED");
  }
  auto accepted = co_await accounts.codes.accept(owner_of(*account), std::move(code));
  const auto confirm = [](Account& changed) {
    changed.confirmed = changed.email_verified = true;
    changed.expires.reset();
  };
  std::vector<store::Write> also;
  also.push_back(std::move(accepted.consume));
  co_await accounts.records.change(account->id, confirm, std::move(also));
}

Task<Delivery> resend_confirmation_code(Accounts& accounts, std::string username) {
  const auto account = co_await accounts.records.resolve(username);
  const auto email = account ? account->email : parse_email(username).value_or("a@e");
  if (!co_await accounts.throttle.use({.scope = "resend", .key = email})) {
    throw Refusal::limit_exceeded();
  }
  if (!account) co_return Delivery{masked_email(email)};
  if (account->confirmed) throw Refusal::invalid_parameter("User is already confirmed.");
  co_return co_await send_confirmation_code(accounts, *account);
}

}  // namespace dailygrind::identity
