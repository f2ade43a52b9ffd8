#include "platform/core/problem.hpp"
#include "services/user/repository.hpp"

namespace dailygrind::user {
namespace {

void demand_user_cursor(const std::string& after) {
  if (!after.empty() && !is_subject(after)) {
    throw Problem::invalid("?cursor", "is not a cursor of this list");
  }
}

}  // namespace

Task<IdPage> Repository::list(const UserId& owner, List list, const std::string& after,
                              std::size_t limit) {
  demand_user_cursor(after);
  const std::string prefix{prefix_of(list)};
  const auto page = co_await store_.query({.table = users_table,
                                           .partition = user_partition(owner),
                                           .prefix = prefix,
                                           .after = after.empty() ? "" : prefix + after,
                                           .limit = limit});
  IdPage result{.examined = page.items.size()};
  for (const auto& item : page.items) {
    result.ids.emplace_back(item->key.sort.substr(prefix.size()));
  }
  if (page.next) result.next = page.next->substr(prefix.size());
  co_return result;
}

Task<std::vector<bool>> Repository::are_friends(const UserId& owner,
                                                const std::vector<UserId>& others) {
  std::vector<store::Key> keys;
  keys.reserve(others.size());
  for (const auto& other : others) keys.push_back(list_key(owner, List::friends, other));
  std::vector<bool> answers;
  answers.reserve(others.size());
  for (const auto& item : co_await store_.batch_get(std::move(keys))) {
    answers.push_back(item != nullptr);
  }
  co_return answers;
}

void Repository::add_remove_row(Writes& writes, const UserId& owner, List list,
                                const UserId& other) {
  writes.emplace_back(store::Delete{.key = list_key(owner, list, other)});
}

std::vector<std::string> tables() { return {users_table, "outbox", "idempotency"}; }

}  // namespace dailygrind::user
