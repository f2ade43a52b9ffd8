#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/store/store.hpp"
#include "services/push_notification/contract.hpp"

/// Where each item of the table "push" lies; README.md shows the whole layout.
namespace dailygrind::push {

inline constexpr auto push_table = "push";
inline constexpr auto idempotency_table = "idempotency";

/// The people of one place lie in so many partitions, by a hash of their id.
inline constexpr std::size_t shards = 16;
/// Messages that wait lie in so many.
inline constexpr std::size_t outgoing_partitions = 8;

inline constexpr auto places_partition = "places";
inline constexpr auto work_partition = "work";
inline constexpr auto jobs_partition = "jobs";
inline constexpr std::string_view inbox_prefix = "inbox#";

inline std::string partition_of(const UserId& user) { return "user#" + user.str(); }
inline std::string partition_of(const JobId& job) { return "job#" + job.str(); }

inline store::Key person_key(const UserId& user) {
  return {push_table, partition_of(user), "person"};
}
inline store::Key inbox_key(const UserId& user, const std::string& notification) {
  return {push_table, partition_of(user), std::string{inbox_prefix} + notification};
}
inline store::Key read_key(const UserId& user) { return {push_table, partition_of(user), "read"}; }
inline store::Key heard_key(const UserId& user, const std::string& event) {
  return {push_table, partition_of(user), "heard#" + event};
}
inline store::Key likes_key(const UserId& author, const std::string& post) {
  return {push_table, partition_of(author), "likes#" + post};
}
inline store::Key block_key(const UserId& by, const UserId& user) {
  return {push_table, partition_of(by), "blocks#" + user.str()};
}
/// A subscription belongs to one person: whoever claimed its endpoint with its keys last.
inline store::Key claim_key(const std::string& endpoint, const SubscriptionKeys& keys) {
  return {push_table, "endpoint#" + endpoint, keys.p256dh + "." + keys.auth};
}

/// Two digits.
std::string shard_name(std::size_t shard);
/// Stays the same for ever.
std::size_t shard_of(const UserId& user);
std::string call_partition(const std::string& place, std::size_t shard);
inline store::Key row_key(const std::string& place, const UserId& user) {
  return {push_table, call_partition(place, shard_of(user)), user.str()};
}
inline store::Key place_key(const std::string& place) {
  return {push_table, places_partition, place};
}

inline store::Key job_key(const JobId& job) { return {push_table, partition_of(job), "job"}; }
inline store::Key later_key(const JobId& job) { return {push_table, partition_of(job), "later"}; }
inline store::Key listed_key(const JobId& job) { return {push_table, jobs_partition, job.str()}; }
inline store::Key shard_key(const JobId& job, std::size_t shard) {
  return {push_table, partition_of(job), "shard#" + shard_name(shard)};
}
inline store::Key work_key(const JobId& job, std::size_t shard) {
  return {push_table, work_partition, job.str() + "#" + shard_name(shard)};
}
std::string outgoing_partition(std::size_t number);
/// `id` spreads the messages over the partitions and tells those of one moment apart.
store::Key outgoing_key(Instant due, const std::string& id);

}  // namespace dailygrind::push
