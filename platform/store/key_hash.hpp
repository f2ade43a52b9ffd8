#pragma once

#include <cstdint>

#include "platform/store/store.hpp"

/// What a write touches, as hashes: the item, its partition, and its group: the items of the
/// partition whose sort keys agree up to and including the first '#' ("friend#").
namespace dailygrind::store {

struct KeyHashes {
  std::uint64_t item;
  std::uint64_t group;
  std::uint64_t partition;
};

[[nodiscard]] KeyHashes hashes_of(const Key& key);
[[nodiscard]] std::uint64_t item_hash(const Key& key);
/// The group where the query's prefix keeps it within one, else the partition.
[[nodiscard]] std::uint64_t scope_hash(const Query& query);
/// Of all that the answer depends on.
[[nodiscard]] std::uint64_t query_hash(const Query& query);

}  // namespace dailygrind::store
