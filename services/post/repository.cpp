#include "services/post/repository.hpp"

#include <algorithm>
#include <iterator>

namespace dailygrind::post {

Task<store::Page> Repository::range(std::string partition, std::string_view prefix,
                                    const api::Page& page, bool backward) {
  auto found = co_await store_.query({.table = posts_table,
                                      .partition = std::move(partition),
                                      .prefix = std::string{prefix},
                                      .after = page.after.empty() ? "" : joined(prefix, page.after),
                                      .backward = backward,
                                      .limit = page.limit});
  if (found.next) found.next->erase(0, prefix.size());
  co_return found;
}

Task<std::vector<store::ItemPtr>> Repository::everything(std::string partition,
                                                         std::string_view prefix,
                                                         std::string from) {
  store::Query query{.table = posts_table,
                     .partition = std::move(partition),
                     .prefix = std::string{prefix},
                     .from = std::move(from),
                     .limit = 10'000};
  auto page = co_await store_.query(query);
  auto items = std::move(page.items);
  while (page.next) {
    query.after = std::move(*page.next);
    page = co_await store_.query(query);
    items.insert(items.end(), page.items.begin(), page.items.end());
  }
  co_return items;
}

Task<store::WriteResult> Repository::write(std::vector<store::Write> writes) {
  return store_.write(std::move(writes));
}

store::Check Repository::not_deleted(const UserId& caller) {
  return {card_key(caller), store::Condition::absent_or_lacks("deleted")};
}

void Repository::append(std::vector<store::Write>& writes, std::vector<store::Write> more) {
  std::ranges::move(more, std::back_inserter(writes));
}

Problem Repository::deleted_account() { return Problem::unauthorized("This account was deleted."); }

Task<store::WriteResult> Repository::write_as(const UserId& caller,
                                              std::vector<store::Write> writes) {
  const std::size_t check = writes.size();
  writes.emplace_back(not_deleted(caller));
  auto result = co_await store_.write(std::move(writes));
  if (!result && result.error().index == check) throw deleted_account();
  co_return result;
}

}  // namespace dailygrind::post
