#include "services/user/keys.hpp"

#include <algorithm>

namespace dailygrind::user {
namespace {

/// FNV-1a: must stay the same for ever, unlike std::hash.
std::uint32_t stable_hash(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::string_view first_letter(std::string_view word) {
  std::size_t size = 1;
  while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xC0) == 0x80) ++size;
  return word.substr(0, size);
}

}  // namespace

std::string user_partition(const UserId& user) { return "user#" + user.str(); }

store::Key profile_key(const UserId& user) {
  return {users_table, user_partition(user), profile_sort};
}

// An id may hold any printable character, so the two ids do not share one key.
store::Key pair_key(const Pair& pair) {
  return {users_table, "pair#" + pair.low.str(), pair.high.str()};
}

std::string_view prefix_of(List list) {
  switch (list) {
    case List::friends:
      return "friend#";
    case List::incoming:
      return "in#";
    case List::outgoing:
      return "out#";
    case List::blocks:
      break;
  }
  return "block#";
}

store::Key list_key(const UserId& owner, List list, const UserId& other) {
  return {users_table, user_partition(owner), std::string{prefix_of(list)} + other.str()};
}

store::Key picture_record_key(const UserId& user) {
  return {users_table, pictures_partition, user.str()};
}

store::Key deletion_key(const UserId& user) {
  return {users_table, deletions_partition, user.str()};
}

std::string people_partition(std::size_t shard) {
  return {'p', 'e', 'o', 'p', 'l', 'e', '#', static_cast<char>('a' + shard)};
}

store::Key people_key(const UserId& user) {
  return {users_table, people_partition(stable_hash(user.str()) % people_shards), user.str()};
}

std::string name_partition(std::string_view word) {
  return "name#" + std::string{first_letter(word)};
}

store::Key name_key(std::string_view word, const UserId& user) {
  return {users_table, name_partition(word), std::string{word} + '#' + user.str()};
}

}  // namespace dailygrind::user
