#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <list>
#include <variant>

#include "platform/store/store.hpp"

namespace dailygrind::store {

/// The answers that one thread got last: items, also absent ones, and pages of queries. Bounded;
/// what was not used for longest goes first. An answer is only given back with the stamp with which
/// it was kept. Knows nothing of expiry: it keeps what is in the file.
class ItemCache {
 public:
  explicit ItemCache(std::size_t capacity_bytes) : capacity_(capacity_bytes) {}

  /// Null where nothing is known; a pointer to null where the item is known to be absent. Good
  /// until the next call.
  const ItemPtr* find(std::uint64_t hash, const Key& key, std::uint64_t stamp);
  void keep(std::uint64_t hash, const Key& key, ItemPtr item, std::uint64_t stamp);

  const Page* find(std::uint64_t hash, const Query& query, std::uint64_t stamp);
  void keep(std::uint64_t hash, const Query& query, Page page, std::uint64_t stamp);

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Single {
    Key key;
    ItemPtr item;
  };
  struct Range {
    Query query;
    Page page;
  };
  struct Entry {
    std::uint64_t hash;
    std::uint64_t stamp;
    std::size_t bytes;
    std::variant<Single, Range> answer;
  };
  using Entries = std::list<Entry>;

  /// The entry of that hash, as the one used last; null where there is none or it is stale.
  Entry* touch(std::uint64_t hash, std::uint64_t stamp);
  void insert(Entry entry);
  void drop(Entries::iterator entry);

  std::size_t capacity_;
  std::size_t bytes_ = 0;
  Entries entries_;  ///< used last comes first
  boost::unordered_flat_map<std::uint64_t, Entries::iterator> index_;
};

}  // namespace dailygrind::store
