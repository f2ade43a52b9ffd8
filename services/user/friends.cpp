#include "services/user/known_people.hpp"
#include "services/user/pair_steps.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {

Task<Paged<UserInfo>> my_friends(Users& users, const Call& call, api::Page page) {
  co_return co_await known_of_list(users, call.user, call.user, List::friends, page);
}

Task<Paged<UserInfo>> friends_of(Users& users, const Call& call, UserId id, api::Page page) {
  const auto owner = co_await find_known(users, call.user, id);
  if (!may_see_profile(call.user, owner)) co_return Paged<UserInfo>{};
  co_return co_await known_of_list(users, call.user, id, List::friends, page);
}

Task<NoContent> unfriend(Users& users, const Call& call, UserId id) {
  if (id != call.user) co_await take_step(users, call, id, Step::unfriend);
  co_return NoContent{};
}

}  // namespace dailygrind::user
