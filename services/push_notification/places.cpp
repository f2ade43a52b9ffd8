#include "services/push_notification/repository.hpp"

namespace dailygrind::push {

Task<std::vector<Place>> Repository::places() {
  std::vector<Place> places;
  store::Query query{.table = push_table, .partition = places_partition, .limit = 1000};
  for (bool more = true; more;) {
    const auto page = co_await store_.query(query);
    for (const auto& item : page.items) {
      places.push_back(
          {item->key.sort, item->attributes.number("people"), item->attributes.number("called")});
    }
    more = page.next.has_value();
    if (more) query.after = *page.next;
  }
  co_return places;
}

Task<std::optional<std::string>> Repository::place_after(const std::string& name) {
  const auto page = co_await store_.query(
      {.table = push_table, .partition = places_partition, .after = name, .limit = 1});
  if (page.items.empty()) co_return std::nullopt;
  co_return page.items[0]->key.sort;
}

Task<> Repository::forget_place(const std::string& name) {
  Writes writes;
  writes.emplace_back(
      store::Delete{place_key(name), store::Condition::equals("people", std::int64_t{0})});
  co_await store_.write(std::move(writes));
}

}  // namespace dailygrind::push
