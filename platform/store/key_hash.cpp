#include "platform/store/key_hash.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <optional>
#include <string_view>

namespace dailygrind::store {
namespace {

// Keep a group's or a query's hash apart from an item's of the same texts.
constexpr std::uint64_t group_salt = 0x9E3779B97F4A7C15;
constexpr std::uint64_t query_salt = 0xC2B2AE3D27D4EB4F;

std::uint64_t hash(std::string_view text, std::uint64_t seed) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

std::uint64_t partition_hash(std::string_view table, std::string_view partition) {
  return hash(partition, hash(table, 0));
}

std::optional<std::string_view> group_of(std::string_view sort) {
  const auto end = sort.find('#');
  if (end == std::string_view::npos) return std::nullopt;
  return sort.substr(0, end + 1);
}

}  // namespace

KeyHashes hashes_of(const Key& key) {
  const std::uint64_t partition = partition_hash(key.table, key.partition);
  const auto group = group_of(key.sort);
  return {.item = hash(key.sort, partition),
          .group = group ? hash(*group, partition ^ group_salt) : partition,
          .partition = partition};
}

std::uint64_t item_hash(const Key& key) {
  return hash(key.sort, partition_hash(key.table, key.partition));
}

std::uint64_t scope_hash(const Query& query) {
  const std::uint64_t partition = partition_hash(query.table, query.partition);
  const auto group = group_of(query.prefix);
  return group ? hash(*group, partition ^ group_salt) : partition;
}

std::uint64_t query_hash(const Query& query) {
  std::uint64_t result = partition_hash(query.table, query.partition) ^ query_salt;
  for (const std::string* text : {&query.prefix, &query.from, &query.to, &query.after}) {
    result = hash(*text, result);
  }
  return result + query.limit * 2 + (query.backward ? 1 : 0);
}

}  // namespace dailygrind::store
