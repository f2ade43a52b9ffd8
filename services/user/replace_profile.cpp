#include "services/user/announce.hpp"
#include "services/user/attempts.hpp"
#include "services/user/edit_profile.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

UserInfo own_view(const Users& users, const Call& call, const ProfileRecord& profile) {
  return view(users, call.user, {call.user, profile, {}});
}

Task<std::optional<UserInfo>> try_replace(Users& users, const Call& call,
                                          const api::IfMatch& condition,
                                          const ProfileInput& input) {
  const auto before = co_await users.repository.profile(call.user);
  if (before.standing != Standing::live) throw Problem::not_found();
  if (!condition.condition.empty()) condition.demand(etag_of(own_view(users, call, before)));
  const auto after = edited(before, input, call.email);
  if (after == before) co_return own_view(users, call, before);

  Repository::Writes writes;
  Repository::add_profile(writes, call.user, before, after);
  announce_profile(users, writes, call.user, before, after, call.traceparent);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  users.outbox.wake();
  co_return own_view(users, call, after);
}

}  // namespace

Task<UserInfo> replace_profile(Users& users, const Call& call, api::IfMatch condition,
                               ProfileInput input) {
  return until_committed<UserInfo>(
      [&users, &call, condition = std::move(condition), input = std::move(input)] {
        return try_replace(users, call, condition, input);
      });
}

}  // namespace dailygrind::user
