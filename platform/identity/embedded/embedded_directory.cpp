#include "platform/identity/embedded/embedded_directory.hpp"

#include <algorithm>

#include "platform/core/problem.hpp"
#include "platform/identity/embedded/operations.hpp"
#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;

std::string attribute(const Account& account, const std::string& name) {
  const auto found = account.attributes.find(name);
  return found == account.attributes.end() ? std::string{} : found->second;
}

AccountView view_of(const Account& account) {
  return {.id = account.id,
          .email = account.email,
          .email_verified = account.email_verified,
          .confirmed = account.confirmed,
          .enabled = account.enabled,
          .groups = account.groups,
          .given_name = attribute(account, "given_name"),
          .family_name = attribute(account, "family_name"),
          .created = account.created};
}

std::optional<AccountView> view_of(const std::optional<Account>& account) {
  return account ? std::optional{view_of(*account)} : std::nullopt;
}

std::string lower(std::string text) {
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Account account_of(NewAccount wanted, Instant now, Random& random) {
  auto email = parse_email(wanted.email);
  if (!email) throw Problem::invalid("/email", "This is no e-mail address.");
  const auto id = wanted.id.value_or(UserId{uuid_v7(now, random)});
  if (!is_subject(id.str())) throw Problem::invalid("/id", "This is no identifier of a user.");
  Account account{.id = id,
                  .email = std::move(*email),
                  .email_verified = wanted.email_verified,
                  .confirmed = true,
                  .password_hash = std::move(wanted.password_hash),
                  .groups = std::move(wanted.groups),
                  .created = now,
                  .updated = now,
                  .version = 1};
  if (!wanted.given_name.empty()) account.attributes["given_name"] = std::move(wanted.given_name);
  if (!wanted.family_name.empty())
    account.attributes["family_name"] = std::move(wanted.family_name);
  return account;
}

}  // namespace

Task<std::optional<AccountView>> EmbeddedDirectory::find(UserId id) {
  co_return view_of(co_await accounts_.records.find(std::move(id)));
}

Task<std::optional<AccountView>> EmbeddedDirectory::find_by_email(std::string email) {
  const auto parsed = parse_email(email);
  if (!parsed) co_return std::nullopt;
  co_return view_of(co_await accounts_.records.find_by_email(*parsed));
}

Task<AccountPage> EmbeddedDirectory::list(std::string query, std::string after, std::size_t limit) {
  const auto listed = co_await accounts_.records.list(lower(std::move(query)), std::move(after),
                                                      std::clamp<std::size_t>(limit, 1, 100));
  AccountPage page{.accounts = {}, .next = listed.next};
  for (const auto& account : listed.accounts) page.accounts.push_back(view_of(account));
  co_return page;
}

Task<bool> EmbeddedDirectory::set_enabled(UserId id, bool enabled) {
  const auto mark = [enabled](Account& account) { account.enabled = enabled; };
  if (!co_await accounts_.records.change(id, mark)) co_return false;
  if (!enabled) co_await accounts_.sign_ins.end_all(id);
  co_return true;
}

Task<bool> EmbeddedDirectory::sign_out(UserId id) {
  if (!co_await accounts_.records.find(id)) co_return false;
  co_await accounts_.sign_ins.end_all(id);
  co_return true;
}

Task<bool> EmbeddedDirectory::add_to_group(UserId id, std::string group) {
  if (!is_group_name(group)) throw Problem::invalid("/group", "This is no name of a group.");
  const auto add = [&group](Account& account) {
    if (std::ranges::find(account.groups, group) == account.groups.end()) {
      account.groups.push_back(group);
    }
  };
  co_return (co_await accounts_.records.change(std::move(id), add)).has_value();
}

Task<bool> EmbeddedDirectory::remove_from_group(UserId id, std::string group) {
  const auto take = [&group](Account& account) { std::erase(account.groups, group); };
  co_return (co_await accounts_.records.change(std::move(id), take)).has_value();
}

Task<bool> EmbeddedDirectory::remove(UserId id) {
  if (auto account = co_await accounts_.records.find(id)) {
    co_await remove_account(accounts_, std::move(*account));
  } else {
    co_await accounts_.sign_ins.end_all(id);  // of a removal that was cut short
  }
  co_return true;
}

Task<std::string> EmbeddedDirectory::create_reset_code(UserId id) {
  const auto account = co_await accounts_.records.find(std::move(id));
  if (!account) throw Problem::not_found();
  co_return co_await accounts_.codes.issue_long(reset_code_owner(account, {}), 24h);
}

Task<Tokens> EmbeddedDirectory::mint_tokens(UserId id) {
  auto account = co_await accounts_.records.find(std::move(id));
  if (!account) throw Problem::not_found();
  if (!account->enabled) throw Problem::conflict("account-disabled", "The account is disabled.");
  co_return co_await begin_sign_in(accounts_, std::move(*account));
}

Task<std::string> EmbeddedDirectory::hash_password(std::string password) {
  co_return co_await accounts_.hasher.hash(std::move(password));
}

Task<UserId> EmbeddedDirectory::create(NewAccount wanted) {
  const auto account = account_of(std::move(wanted), accounts_.clock.now(), accounts_.random);
  const auto created = co_await accounts_.records.create(account);
  if (!created) {
    throw Problem::conflict("account-exists", created.error().index == 0
                                                  ? "The e-mail address is taken."
                                                  : "The identifier is taken.");
  }
  co_return account.id;
}

}  // namespace dailygrind::identity
