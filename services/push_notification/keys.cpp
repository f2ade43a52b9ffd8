#include "services/push_notification/keys.hpp"

#include "platform/core/time_zone.hpp"

namespace dailygrind::push {
namespace {

/// FNV-1a: must stay the same for ever, unlike std::hash.
std::uint32_t stable_hash(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

}  // namespace

std::string shard_name(std::size_t shard) {
  return {static_cast<char>('0' + shard / 10), static_cast<char>('0' + shard % 10)};
}

std::size_t shard_of(const UserId& user) { return stable_hash(user.str()) % shards; }

std::string call_partition(const std::string& place, std::size_t shard) {
  return "call#" + place + "#" + shard_name(shard);
}

std::string outgoing_partition(std::size_t number) {
  return "outgoing#" + std::to_string(number % outgoing_partitions);
}

store::Key outgoing_key(Instant due, const std::string& id) {
  return {push_table, outgoing_partition(stable_hash(id)), format_timestamp(due) + "#" + id};
}

}  // namespace dailygrind::push
