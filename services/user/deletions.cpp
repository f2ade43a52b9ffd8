#include "services/user/careers.hpp"
#include "services/user/repository.hpp"

namespace dailygrind::user {

using store::Condition;

Task<bool> Repository::deletion_pending(const UserId& user) {
  co_return (co_await store_.get(deletion_key(user))) != nullptr;
}

Task<IdPage> Repository::pending_deletions(const std::string& after, std::size_t limit) {
  const auto page = co_await store_.query(
      {.table = users_table, .partition = deletions_partition, .after = after, .limit = limit});
  IdPage result{.next = page.next, .examined = page.items.size()};
  for (const auto& item : page.items) result.ids.emplace_back(item->key.sort);
  co_return result;
}

void Repository::add_deletion(Writes& writes, const UserId& user) {
  writes.emplace_back(store::Put{.item = {.key = deletion_key(user)}});
}

void Repository::add_demand_deletion(Writes& writes, const UserId& user) {
  writes.emplace_back(store::Check{.key = deletion_key(user), .condition = Condition::exists()});
}

void Repository::add_demand_no_deletion(Writes& writes, const UserId& user) {
  writes.emplace_back(store::Check{.key = deletion_key(user), .condition = Condition::absent()});
}

Task<> Repository::end_deletion(const UserId& user) {
  Writes writes;
  writes.emplace_back(store::Delete{.key = deletion_key(user)});
  co_await commit(std::move(writes));
}

Task<std::vector<std::string>> Repository::career_keys(const UserId& user, std::size_t limit) {
  std::vector<std::string> keys;
  for (const auto* prefix : {CareerOf<Job>::prefix, CareerOf<Education>::prefix}) {
    if (keys.size() == limit) break;
    const auto page = co_await store_.query({.table = users_table,
                                             .partition = user_partition(user),
                                             .prefix = prefix,
                                             .limit = limit - keys.size()});
    for (const auto& item : page.items) keys.push_back(item->key.sort);
  }
  co_return keys;
}

void Repository::add_remove_key(Writes& writes, const UserId& user, const std::string& sort) {
  writes.emplace_back(store::Delete{.key = {users_table, user_partition(user), sort}});
}

}  // namespace dailygrind::user
