#include "platform/store/item_cache.hpp"

#include <string>
#include <utility>

namespace dailygrind::store {
namespace {

// What an allocation costs beside its bytes.
constexpr std::size_t overhead = 16;

std::size_t heap_bytes(const std::string& text) {
  return text.capacity() > 15 ? text.capacity() + overhead : 0;
}

std::size_t heap_bytes(const Key& key) {
  return heap_bytes(key.table) + heap_bytes(key.partition) + heap_bytes(key.sort);
}

std::size_t heap_bytes(const Item& item) {
  std::size_t bytes = sizeof(Item) + 2 * overhead + heap_bytes(item.key);
  for (const auto& [name, value] : item.attributes) {
    bytes += sizeof(Attributes::Entry) + heap_bytes(name);
    if (const auto* text = std::get_if<std::string>(&value)) bytes += heap_bytes(*text);
  }
  return bytes;
}

std::size_t heap_bytes(const Page& page) {
  std::size_t bytes = page.items.capacity() * sizeof(ItemPtr) + overhead;
  for (const ItemPtr& item : page.items) bytes += heap_bytes(*item);
  return bytes;
}

}  // namespace

const ItemPtr* ItemCache::find(std::uint64_t hash, const Key& key, std::uint64_t stamp) {
  Entry* entry = touch(hash, stamp);
  const auto* single = entry ? std::get_if<Single>(&entry->answer) : nullptr;
  return single && single->key == key ? &single->item : nullptr;
}

const Page* ItemCache::find(std::uint64_t hash, const Query& query, std::uint64_t stamp) {
  Entry* entry = touch(hash, stamp);
  const auto* range = entry ? std::get_if<Range>(&entry->answer) : nullptr;
  return range && range->query == query ? &range->page : nullptr;
}

void ItemCache::keep(std::uint64_t hash, const Key& key, ItemPtr item, std::uint64_t stamp) {
  const std::size_t bytes = heap_bytes(key) + (item ? heap_bytes(*item) : 0);
  insert({hash, stamp, bytes, Single{key, std::move(item)}});
}

void ItemCache::keep(std::uint64_t hash, const Query& query, Page page, std::uint64_t stamp) {
  const std::size_t bytes = heap_bytes(page);
  insert({hash, stamp, bytes, Range{query, std::move(page)}});
}

ItemCache::Entry* ItemCache::touch(std::uint64_t hash, std::uint64_t stamp) {
  const auto found = index_.find(hash);
  if (found == index_.end() || found->second->stamp != stamp) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &entries_.front();
}

void ItemCache::insert(Entry entry) {
  entry.bytes += sizeof(Entry) + 4 * overhead;
  if (const auto old = index_.find(entry.hash); old != index_.end()) drop(old->second);
  if (entry.bytes > capacity_ / 8) return;
  while (bytes_ + entry.bytes > capacity_) drop(std::prev(entries_.end()));
  bytes_ += entry.bytes;
  entries_.push_front(std::move(entry));
  index_[entries_.front().hash] = entries_.begin();
}

void ItemCache::drop(Entries::iterator entry) {
  bytes_ -= entry->bytes;
  index_.erase(entry->hash);
  entries_.erase(entry);
}

}  // namespace dailygrind::store
