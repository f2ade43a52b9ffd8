#include "platform/core/time_zone.hpp"
#include "services/user/account_standing.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::user {
namespace {

identity::AccountDirectory& directory(Users& users) {
  if (users.accounts != nullptr) return *users.accounts;
  throw Problem{404, "no-directory", "Accounts are administered where people sign in."};
}

void demand_found(bool found) {
  if (!found) throw Problem::not_found();
}

AccountInfo info_of(identity::AccountView account, const ProfileRecord& profile) {
  AccountInfo info{.user_id = std::move(account.id),
                   .email = std::move(account.email),
                   .enabled = account.enabled,
                   .confirmed = account.confirmed,
                   .groups = std::move(account.groups),
                   .created_at = format_rfc3339(account.created)};
  if (profile.standing == Standing::live) {
    info.first_name = profile.first_name;
    info.last_name = profile.last_name;
  }
  return info;
}

/// The profile's flag follows at once; the identity's event brings it where this does not happen.
Task<NoContent> set_enabled(Users& users, const UserId& id, bool enabled) {
  demand_found(co_await directory(users).set_enabled(id, enabled));
  co_await set_disabled(users, id, !enabled);
  co_return NoContent{};
}

}  // namespace

Task<Paged<AccountInfo>> list_accounts(Users& users, const Call&, api::OptionalQuery<"query"> query,
                                       api::Page page) {
  auto found = co_await directory(users).list(query.value.value_or(""), page.after, page.limit);
  std::vector<UserId> ids;
  for (const auto& account : found.accounts) ids.push_back(account.id);
  const auto profiles = co_await users.repository.profiles(ids);
  Paged<AccountInfo> result{.next = found.next};
  for (std::size_t at = 0; at < ids.size(); ++at) {
    result.items.push_back(info_of(std::move(found.accounts[at]), profiles[at]));
  }
  co_return result;
}

Task<NoContent> disable_account(Users& users, const Call&, UserId id) {
  co_return co_await set_enabled(users, id, false);
}

Task<NoContent> enable_account(Users& users, const Call&, UserId id) {
  co_return co_await set_enabled(users, id, true);
}

Task<NoContent> sign_out_account(Users& users, const Call&, UserId id) {
  demand_found(co_await directory(users).sign_out(id));
  co_return NoContent{};
}

Task<NoContent> add_to_group(Users& users, const Call&, UserId id, GroupName group) {
  demand_found(co_await directory(users).add_to_group(id, group.str()));
  co_return NoContent{};
}

Task<NoContent> remove_from_group(Users& users, const Call&, UserId id, GroupName group) {
  demand_found(co_await directory(users).remove_from_group(id, group.str()));
  co_return NoContent{};
}

}  // namespace dailygrind::user
