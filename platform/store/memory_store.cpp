#include "platform/store/memory_store.hpp"

#include "platform/store/key_range.hpp"
#include "platform/store/page_builder.hpp"

namespace dailygrind::store {

ItemPtr MemoryStore::find(const Key& key, Instant now) const {
  const auto partition = partitions_.find({key.table, key.partition});
  if (partition == partitions_.end()) return nullptr;
  const auto found = partition->second.find(key.sort);
  if (found == partition->second.end() || !is_visible(*found->second, now)) return nullptr;
  return found->second;
}

Task<ItemPtr> MemoryStore::get(Key key) {
  check_limits(key);
  counters_.gets.add();
  const std::scoped_lock lock{mutex_};
  co_return find(key, clock_.now());
}

Task<std::vector<ItemPtr>> MemoryStore::batch_get(std::vector<Key> keys) {
  for (const Key& key : keys) check_limits(key);
  counters_.batch_gets.add();
  counters_.batch_items.add(keys.size());
  std::vector<ItemPtr> items;
  items.reserve(keys.size());
  const std::scoped_lock lock{mutex_};
  for (const Key& key : keys) items.push_back(find(key, clock_.now()));
  co_return items;
}

Task<Page> MemoryStore::query(Query query) {
  check_limits(query);
  counters_.queries.add();
  const std::scoped_lock lock{mutex_};
  co_return collect(query);
}

Page MemoryStore::collect(const Query& query) const {
  const auto partition = partitions_.find({query.table, query.partition});
  const auto [lower, upper] = range_of(query);
  if (partition == partitions_.end() || (upper && *upper <= lower)) return {};
  const Instant now = clock_.now();
  const auto first = partition->second.lower_bound(lower);
  const auto last = upper ? partition->second.lower_bound(*upper) : partition->second.end();
  PageBuilder page{query.limit};
  const auto add = [&](const auto& entry) {
    return !is_visible(*entry.second, now) || page.add(entry.second);
  };
  if (query.backward) {
    for (auto at = last; at != first && add(*std::prev(at)); --at) {
    }
  } else {
    for (auto at = first; at != last && add(*at); ++at) {
    }
  }
  return page.take();
}

Task<WriteResult> MemoryStore::write(std::vector<Write> writes) {
  check_limits(writes);
  counters_.transactions.add();
  counters_.writes.add(writes.size());
  const std::scoped_lock lock{mutex_};
  co_return commit(writes);
}

Task<Walker::Stretch> MemoryStore::walk(std::string table, std::string after, std::size_t limit) {
  constexpr char separator = '\0';  // no key has one
  const std::scoped_lock lock{mutex_};
  Stretch stretch;
  for (const auto& [place, partition] : partitions_) {
    if (place.first != table) continue;
    for (const auto& [sort, item] : partition) {
      auto here = place.second + separator + sort;
      if (here <= after || !is_visible(*item, clock_.now())) continue;
      if (stretch.items.size() == limit) co_return stretch;
      stretch.items.push_back(item);
      stretch.next = std::move(here);
    }
  }
  stretch.next.clear();
  co_return stretch;
}

WriteResult MemoryStore::check(const std::vector<Write>& writes, Instant now) const {
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const ItemPtr existing = find(key_of(writes[i]), now);
    if (!holds(condition_of(writes[i]), existing.get())) {
      return std::unexpected{Refused{i, existing}};
    }
  }
  return {};
}

WriteResult MemoryStore::commit(const std::vector<Write>& writes) {
  const Instant now = clock_.now();
  if (auto checked = check(writes, now); !checked) return checked;
  std::vector<std::pair<const Key*, ItemPtr>> changes;
  for (const Write& write : writes) {
    if (std::holds_alternative<Check>(write)) continue;
    const Key& key = key_of(write);
    changes.emplace_back(&key, apply(write, find(key, now).get()));
  }
  for (auto& [key, item] : changes) store(*key, std::move(item));
  return {};
}

void MemoryStore::store(const Key& key, ItemPtr item) {
  Partition& partition = partitions_[{key.table, key.partition}];
  if (item) {
    partition.insert_or_assign(key.sort, std::move(item));
  } else {
    partition.erase(key.sort);
  }
}

}  // namespace dailygrind::store
