#include "services/user/common_friends.hpp"

#include <algorithm>

namespace dailygrind::user {

Task<std::vector<UserId>> ids_of(Users& users, const UserId& owner, List list, std::size_t most) {
  std::vector<UserId> ids;
  std::optional<std::string> after = "";
  while (after && ids.size() < most) {
    auto page = co_await users.repository.list(owner, list, *after, most - ids.size());
    std::ranges::move(page.ids, std::back_inserter(ids));
    after = page.next;
  }
  co_return ids;
}

Task<std::unordered_set<UserId>> shown_friends(Users& users, const UserId& owner) {
  const auto ids = co_await ids_of(users, owner, List::friends, most_friends_looked_at);
  const auto profiles = co_await users.repository.profiles(ids);
  std::unordered_set<UserId> shown;
  for (std::size_t at = 0; at < ids.size(); ++at) {
    if (profiles[at].shown()) shown.insert(ids[at]);
  }
  co_return shown;
}

}  // namespace dailygrind::user
