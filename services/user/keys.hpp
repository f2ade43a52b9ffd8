#pragma once

#include <string>
#include <string_view>

#include "platform/store/store.hpp"
#include "services/user/records.hpp"

/// Where each record lies; README.md has the table.
namespace dailygrind::user {

inline constexpr auto users_table = "users";
inline constexpr auto profile_sort = "profile";
inline constexpr auto deletions_partition = "deletions";
inline constexpr auto pictures_partition = "pictures";
inline constexpr std::size_t people_shards = 16;

/// The lists of people that a user's partition holds, by their sort keys' prefix.
enum class List : std::uint8_t { friends, incoming, outgoing, blocks };

std::string user_partition(const UserId& user);
store::Key profile_key(const UserId& user);
store::Key pair_key(const Pair& pair);
std::string_view prefix_of(List list);
store::Key list_key(const UserId& owner, List list, const UserId& other);
store::Key picture_record_key(const UserId& user);
store::Key deletion_key(const UserId& user);
std::string people_partition(std::size_t shard);
/// The row that puts a user among all people; spread over the shards by a hash of the id.
store::Key people_key(const UserId& user);
/// The partition of all index rows whose word begins with the same letter as `word`.
std::string name_partition(std::string_view word);
store::Key name_key(std::string_view word, const UserId& user);

}  // namespace dailygrind::user
