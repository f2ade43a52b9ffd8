#include "platform/core/problem.hpp"
#include "platform/describe/attributes.hpp"
#include "services/push_notification/repository.hpp"

namespace dailygrind::push {
namespace {

/// Time and sequence of a UUIDv7 (RFC 9562 §5.7), which grow with the order of ids.
std::int64_t order_of(const std::string& id) {
  const auto digits = id.substr(0, 8) + id.substr(9, 4) + id.substr(15, 3);
  return static_cast<std::int64_t>(std::stoull(digits, nullptr, 16));
}

std::string id_in(const store::Item& item) { return item.key.sort.substr(inbox_prefix.size()); }

}  // namespace

Task<api::Paged<Notification>> Repository::inbox(const UserId& user, const api::Page& page) {
  const auto mark = co_await store_.get(read_key(user));
  const std::int64_t read = mark ? mark->attributes.number("upTo") : 0;
  const std::string prefix{inbox_prefix};
  const auto found = co_await store_.query({.table = push_table,
                                            .partition = partition_of(user),
                                            .prefix = prefix,
                                            .after = page.after.empty() ? "" : prefix + page.after,
                                            .backward = true,
                                            .limit = page.limit});
  api::Paged<Notification> entries;
  if (found.next) entries.next = found.next->substr(prefix.size());
  for (const auto& item : found.items) {
    auto entry = describe::from_attributes<Notification>(item->attributes);
    entry.notification_id = NotificationId{id_in(*item)};
    entry.read = order_of(id_in(*item)) <= read;
    entries.items.push_back(std::move(entry));
  }
  co_return entries;
}

Task<std::size_t> Repository::unread(const UserId& user) {
  const auto mark = co_await store_.get(read_key(user));
  const std::int64_t read = mark ? mark->attributes.number("upTo") : 0;
  const auto floor = uuid_v7_floor(instant_of(read >> 12));
  const auto found = co_await store_.query({.table = push_table,
                                            .partition = partition_of(user),
                                            .prefix = std::string{inbox_prefix},
                                            .from = std::string{inbox_prefix} + floor,
                                            .limit = most_unread});
  co_return static_cast<std::size_t>(std::ranges::count_if(
      found.items, [&](const auto& item) { return order_of(id_in(*item)) > read; }));
}

Task<> Repository::mark_read(const UserId& user, const NotificationId& up_to) {
  const auto order = order_of(up_to.str());
  Writes writes;
  writes.emplace_back(store::Put{{read_key(user), {{"upTo", order}}, std::nullopt},
                                 store::Condition::absent_or_less("upTo", order)});
  writes.emplace_back(still_here(user));
  const auto result = co_await store_.write(std::move(writes));
  if (!result && result.error().index == 1) {
    throw Problem::unauthorized("This account was deleted.");
  }
}

Task<> Repository::clear(const UserId& user, Instant until) {
  const auto floor = uuid_v7_floor(until);
  for (const std::string prefix : {"inbox#", "heard#", "likes#", "read"}) {
    store::Query query{.table = push_table,
                       .partition = partition_of(user),
                       .prefix = prefix,
                       .to = prefix == "inbox#" ? prefix + floor : "",
                       .limit = store::max_transaction_writes};
    for (bool more = true; more;) {
      const auto page = co_await store_.query(query);
      Writes writes;
      for (const auto& item : page.items) writes.emplace_back(store::Delete{item->key, {}});
      if (!writes.empty()) co_await store_.write(std::move(writes));
      more = page.next.has_value();
    }
  }
}

}  // namespace dailygrind::push
