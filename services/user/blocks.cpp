#include "services/user/pair_steps.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {

Task<NoContent> block(Users& users, const Call& call, UserId id) {
  if (id == call.user) throw Problem::conflict("self", "That is yourself.");
  co_await take_step(users, call, id, Step::block);
  co_return NoContent{};
}

Task<NoContent> unblock(Users& users, const Call& call, UserId id) {
  if (id != call.user) co_await take_step(users, call, id, Step::unblock);
  co_return NoContent{};
}

Task<Paged<UserInfo>> my_blocks(Users& users, const Call& call, api::Page page) {
  const auto found =
      co_await users.repository.list(call.user, List::blocks, page.after, page.limit);
  Paged<UserInfo> result{.next = found.next};
  for (const auto& seen : co_await users.repository.seen_by(call.user, found.ids)) {
    if (seen.profile.shown()) result.items.push_back(view_of_blocked(users, seen));
  }
  co_return result;
}

}  // namespace dailygrind::user
