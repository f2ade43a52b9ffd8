#include "services/post/people_seen.hpp"

#include "services/post/posts.hpp"

namespace dailygrind::post {

Task<std::vector<std::optional<User>>> people_seen(Posts& posts, const UserId& viewer,
                                                   const std::vector<UserId>& people) {
  std::vector<std::optional<User>> seen(people.size());
  if (people.empty()) co_return seen;
  const auto blocked = co_await posts.repository.blocked(viewer);
  const auto cards = co_await posts.repository.cards(people);
  for (std::size_t i = 0; i < people.size(); ++i) {
    const bool hidden = cards[i].hidden() || blocked.contains(people[i]);
    if (people[i] == viewer || !hidden) seen[i] = cards[i].user(people[i]);
  }
  co_return seen;
}

}  // namespace dailygrind::post
