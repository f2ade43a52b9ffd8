#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

Task<UserDetails> details(Users& users, const UserId& viewer, const Seen& seen) {
  UserDetails result{.user_info = view(users, viewer, seen)};
  if (!may_see_profile(viewer, seen)) co_return result;
  result.jobs = co_await users.repository.career<Job>(seen.id);
  result.educations = co_await users.repository.career<Education>(seen.id);
  co_return result;
}

}  // namespace

Task<> admit(Users& users, const UserId& user, bool deleted_too) {
  const auto profile = co_await users.repository.profile(user);
  if (profile.disabled) throw Problem::unauthorized("The account is disabled.");
  if (!deleted_too) demand_not_deleted(users, profile);
}

Task<std::optional<UserInfo>> my_profile(Users& users, const Call& call) {
  auto profile = co_await users.repository.profile(call.user);
  if (profile.standing != Standing::live) co_return std::nullopt;
  co_return view(users, call.user, {call.user, std::move(profile), {}});
}

Task<std::optional<UserDetails>> my_details(Users& users, const Call& call) {
  auto profile = co_await users.repository.profile(call.user);
  if (profile.standing != Standing::live) co_return std::nullopt;
  const Seen myself{call.user, std::move(profile), {}};
  co_return co_await details(users, call.user, myself);
}

Task<UserInfo> profile_of(Users& users, const Call& call, UserId id) {
  co_return view(users, call.user, co_await find_known(users, call.user, id));
}

Task<UserDetails> details_of(Users& users, const Call& call, UserId id) {
  const auto seen = co_await find_known(users, call.user, id);
  co_return co_await details(users, call.user, seen);
}

}  // namespace dailygrind::user
