#include <algorithm>

#include "services/user/common_friends.hpp"
#include "services/user/known_people.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

constexpr std::size_t rows_a_look = 100;

/// The next of `owner`'s friends who are friends of `other` too: one query and one batch.
Task<IdPage> next_common(Users& users, const UserId& owner, const UserId& other,
                         const std::string& after, std::size_t limit) {
  const auto mine = co_await users.repository.list(owner, List::friends, after, rows_a_look);
  const auto shared = co_await users.repository.are_friends(other, mine.ids);
  IdPage result{.next = mine.next};
  for (std::size_t at = 0; at < mine.ids.size(); ++at) {
    ++result.examined;
    if (!shared[at]) continue;
    result.ids.push_back(mine.ids[at]);
    if (result.ids.size() < limit) continue;
    if (at + 1 < mine.ids.size()) result.next = mine.ids[at].str();
    break;
  }
  co_return result;
}

Task<> count_common(Users& users, const UserId& me, std::vector<UserInfo>& people) {
  const auto mine = co_await shown_friends(users, me);
  for (auto& person : people) {
    const auto theirs =
        co_await ids_of(users, person.user_id, List::friends, most_friends_looked_at);
    person.mutual_friends =
        std::ranges::count_if(theirs, [&](const UserId& id) { return mine.contains(id); });
  }
}

}  // namespace

Task<Paged<UserInfo>> mutual_friends(Users& users, const Call& call, UserId id, api::Page page) {
  const auto other = co_await find_known(users, call.user, id);
  if (!may_see_profile(call.user, other)) co_return Paged<UserInfo>{};
  const PeopleSource common = [&](const std::string& after, std::size_t limit) {
    return next_common(users, call.user, id, after, limit);
  };
  auto result = co_await known_people(users, call.user, page, common);
  co_await count_common(users, call.user, result.items);
  co_return result;
}

}  // namespace dailygrind::user
