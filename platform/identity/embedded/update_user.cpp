#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/refusal.hpp"
#include "platform/identity/embedded/user_attributes.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;

CodeRecords::Owner owner_of(const Account& account) {
  return {CodePurpose::email, account.id.str()};
}

/// The address proves itself with a code before it becomes the account's.
Task<Delivery> send_code(Accounts& accounts, const Account& account, std::string email) {
  if (!co_await accounts.throttle.use({.scope = "change-email", .key = account.id.str()})) {
    throw Refusal::limit_exceeded();
  }
  const auto code = co_await accounts.codes.issue(owner_of(account), email, 24h);
  co_await accounts.send_later(email, "confirm your new e-mail address",
                               "Your confirmation code is " + code +
                                   ".\n\nIt is valid for 24 hours. If you have no account here, "
                                   "ignore this mail.\n");
  co_return Delivery{masked_email(email)};
}

void check_is_email(const std::string& attribute) {
  if (attribute != "email") {
    throw Refusal::invalid_parameter("The attribute " + attribute + " cannot be verified.");
  }
}

}  // namespace

Task<std::optional<Delivery>> update_user_attributes(Accounts& accounts, std::string access_token,
                                                     UserAttributes changes) {
  const auto account = (co_await accounts.authorize(std::move(access_token))).account;
  check_attributes(changes);
  auto email = take_email(changes);
  const bool moves = !email.empty() && email != account.email;
  if (moves) {
    accounts.check_domain(email);
    if (co_await accounts.records.find_by_email(email)) throw Refusal::alias_exists();
  }
  const bool at_once = moves && !accounts.mailer;
  co_await accounts.records.change(account.id, [&](Account& changed) {
    merge_attributes(changed.attributes, changes);
    if (at_once) changed.email = email;
  });
  if (!moves || at_once) co_return std::nullopt;
  co_return co_await send_code(accounts, account, std::move(email));
}

Task<Delivery> get_user_attribute_verification_code(Accounts& accounts, std::string access_token,
                                                    std::string attribute) {
  const auto account = (co_await accounts.authorize(std::move(access_token))).account;
  check_is_email(attribute);
  if (!accounts.mailer) throw Refusal::invalid_parameter("This server sends no mail.");
  auto pending = co_await accounts.codes.destination(owner_of(account));
  if (pending.empty() && account.email_verified) {
    throw Refusal::invalid_parameter("The attribute email is already verified.");
  }
  if (pending.empty()) pending = account.email;
  co_return co_await send_code(accounts, account, std::move(pending));
}

Task<void> verify_user_attribute(Accounts& accounts, std::string access_token,
                                 std::string attribute, std::string code) {
  const auto account = (co_await accounts.authorize(std::move(access_token))).account;
  check_is_email(attribute);
  auto accepted = co_await accounts.codes.accept(owner_of(account), std::move(code));
  std::vector<store::Write> also;
  also.push_back(std::move(accepted.consume));
  const auto move_to = [&accepted](Account& changed) {
    changed.email = accepted.destination;
    changed.email_verified = true;
  };
  co_await accounts.records.change(account.id, move_to, std::move(also));
}

}  // namespace dailygrind::identity
