#include "services/user/known_people.hpp"

#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

constexpr std::size_t most_examined = 500;

}  // namespace

Task<api::Paged<UserInfo>> known_people(Users& users, const UserId& viewer, const api::Page& page,
                                        const PeopleSource& source) {
  api::Paged<UserInfo> result;
  std::size_t examined = 0;
  result.next = page.after;
  while (result.next && result.items.size() < page.limit && examined < most_examined) {
    const auto found = co_await source(*result.next, page.limit - result.items.size());
    examined += found.examined;
    result.next = found.next;
    for (const auto& seen : co_await users.repository.seen_by(viewer, found.ids)) {
      if (may_know(seen)) result.items.push_back(view(users, viewer, seen));
    }
  }
  co_return result;
}

Task<api::Paged<UserInfo>> known_of_list(Users& users, const UserId& viewer, const UserId& owner,
                                         List list, const api::Page& page) {
  const PeopleSource source = [&](const std::string& after, std::size_t limit) {
    return users.repository.list(owner, list, after, limit);
  };
  co_return co_await known_people(users, viewer, page, source);
}

}  // namespace dailygrind::user
