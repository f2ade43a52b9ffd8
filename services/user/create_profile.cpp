#include "services/user/announce.hpp"
#include "services/user/attempts.hpp"
#include "services/user/delete_account.hpp"
#include "services/user/edit_profile.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

Created<UserInfo> answer(const Users& users, const Call& call, const ProfileRecord& profile,
                         bool is_new) {
  return {.body = view(users, call.user, {call.user, profile, {}}),
          .location = "/users/me",
          .is_new = is_new};
}

/// A token outlives its account: only an account that is still there may begin anew.
Task<> demand_account(Users& users, const UserId& user) {
  co_await finish_deletion(users, user);
  if (users.accounts == nullptr) co_return;
  if (!co_await users.accounts->find(user)) {
    throw Problem::unauthorized("The account was deleted.");
  }
}

/// The token's e-mail, or the account's where it has none: Cognito's access tokens.
Task<std::string> proven_email(Users& users, const Call& call) {
  if (!call.email.empty() || users.accounts == nullptr) co_return call.email;
  const auto account = co_await users.accounts->find(call.user);
  co_return account ? account->email : "";
}

Task<std::optional<Created<UserInfo>>> try_create(Users& users, const Call& call,
                                                  const ProfileInput& input) {
  const auto before = co_await users.repository.profile(call.user);
  const bool was_alive = before.standing == Standing::live;
  const bool repeated = (co_await users.idempotency.find(call)).has_value();
  if (was_alive && repeated) co_return answer(users, call, before, true);
  if (before.standing == Standing::deleted) co_await demand_account(users, call.user);
  const auto after =
      edited(before, input, was_alive ? call.email : co_await proven_email(users, call));
  if (after == before) co_return answer(users, call, before, false);

  Repository::Writes writes;
  Repository::add_profile(writes, call.user, before, after);
  if (!was_alive) Repository::add_demand_no_deletion(writes, call.user);
  announce_profile(users, writes, call.user, before, after, call.traceparent);
  if (!repeated) users.idempotency.record(call, call.user.str(), writes);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  users.outbox.wake();
  co_return answer(users, call, after, !was_alive);
}

}  // namespace

Task<Created<UserInfo>> create_profile(Users& users, const Call& call, ProfileInput input) {
  return until_committed<Created<UserInfo>>(
      [&users, &call, input = std::move(input)] { return try_create(users, call, input); });
}

}  // namespace dailygrind::user
