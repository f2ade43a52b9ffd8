#pragma once

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "platform/bus/consumer.hpp"
#include "platform/bus/memory_bus.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/store/memory_store.hpp"
#include "platform/testing/fault_store.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/yielding_store.hpp"
#include "services/events.hpp"
#include "services/post/on_user_event.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {

inline bus::Event event_of(std::string type, std::int64_t version, std::string data,
                           Instant at = {}) {
  return {.id = uuid_v7_floor(at),
          .topic = events::user_topic,
          .type = std::move(type),
          .version = version,
          .data = std::move(data),
          .occurred_at = at};
}

/// A post service on a store in memory that can be made to fail and to yield, at noon (UTC) of
/// 2026-11-23.
struct World {
  AdjustableClock clock;
  SeededRandom random{1};
  store::MemoryStore memory{clock};
  testing::FaultStore faults{memory};
  testing::YieldingStore store{faults};
  bus::MemoryBus bus{events::topology(), {}, clock, random};
  bus::Outbox outbox{store, bus, clock, random};
  Posts posts{store, outbox, clock, random};
  std::int64_t version = 0;

  World() { at("2026-11-23T12:00:00Z"); }

  void at(std::string_view moment) { clock.freeze(*parse_rfc3339(moment)); }
  static Call call(const std::string& who) { return {.user = UserId{who}}; }
  /// As the gate lets it through.
  Call admitted(const std::string& who) {
    auto caller = call(who);
    caller.record = testing::run(admit(posts, caller.user));
    return caller;
  }

  template <typename Data>
  bus::Event event(std::string type, const Data& data) {
    return event_of(std::move(type), ++version, describe::to_json(data), clock.now());
  }
  template <typename Data>
  void hear(std::string type, const Data& data) {
    const auto heard = event(std::move(type), data);
    testing::run(on_user_event(posts, heard));
  }
  static events::User profile(const std::string& who, std::string zone = "UTC") {
    return {.user_id = UserId{who},
            .first_name = "First",
            .last_name = who,
            .email = who + "@example.org",
            .time_zone = std::move(zone)};
  }
  void person(const std::string& who, std::string zone = "UTC") {
    hear("USER_CREATED", profile(who, std::move(zone)));
  }
  void befriend(const std::string& one, const std::string& other) {
    hear("FRIENDSHIP_CREATED", events::Friendship{UserId{one}, UserId{other}});
  }
  void unfriend(const std::string& one, const std::string& other) {
    hear("FRIENDSHIP_DELETED", events::Friendship{UserId{one}, UserId{other}});
  }
  void block(const std::string& by, const std::string& user) {
    hear("BLOCK_CREATED", events::Block{UserId{by}, UserId{user}});
  }
  void disable(const std::string& who) {
    auto user = profile(who);
    user.disabled = true;
    hear("USER_UPDATED", user);
  }
  void remove(const std::string& who) { hear("USER_DELETED", events::UserDeleted{UserId{who}}); }

  Post write(const std::string& who, std::string title = "Title") {
    const auto caller = call(who);
    return testing::run(create_post(posts, caller, {.title = std::move(title), .content = "Text"}))
        .body;
  }
  Post read(const std::string& who, const PostId& post) {
    const auto caller = call(who);
    return testing::run(read_post(posts, caller, post));
  }
  bool like(const std::string& who, const PostId& post) {
    const auto caller = admitted(who);
    return testing::run(like_post(posts, caller, post)).is_new;
  }
  void unlike(const std::string& who, const PostId& post) {
    const auto caller = call(who);
    testing::run(unlike_post(posts, caller, post));
  }
  Comment comment(const std::string& who, const PostId& post, std::string text = "Well said") {
    const auto caller = admitted(who);
    return testing::run(create_comment(posts, caller, post, {std::move(text)})).body;
  }
  void pin(const std::string& who, const PostId& post) {
    const auto caller = call(who);
    testing::run(pin_post(posts, caller, post));
  }
  std::vector<TimelineEntry> timeline_of(const std::string& who) {
    const auto caller = call(who);
    return testing::run(timeline(posts, caller, {.limit = 100})).items;
  }
  std::vector<User> likes_seen_by(const std::string& who, const PostId& post) {
    const auto caller = call(who);
    return testing::run(list_likes(posts, caller, post, {})).items;
  }
  std::vector<CommentEntry> comments_seen_by(const std::string& who, const PostId& post) {
    const auto caller = call(who);
    return testing::run(list_comments(posts, caller, post, {})).items;
  }
  std::vector<Post> posts_seen_by(const std::string& who, const std::string& author) {
    const auto caller = call(who);
    return testing::run(list_posts(posts, caller, UserId{author}, {})).items;
  }
  std::vector<Post> pins_seen_by(const std::string& who, const std::string& author) {
    const auto caller = call(who);
    return testing::run(list_pinned_posts(posts, caller, UserId{author}, {})).items;
  }
  std::optional<Post> daily_seen_by(const std::string& who, const std::string& author) {
    const auto caller = call(who);
    return testing::run(daily_post(posts, caller, UserId{author}));
  }

  /// What was told to others since the last time, as type and data, in order.
  std::vector<std::string> told() {
    testing::run(outbox.drain());
    std::vector<std::string> events;
    const auto note = [&](const bus::Event& event) -> Task<> {
      events.push_back(event.type + " " + event.data);
      co_return;
    };
    testing::run(bus::consume_waiting(bus, events::push_service_queue, note));
    return events;
  }

  /// The sort keys of what lies in a partition, expired items apart.
  std::vector<std::string> keys_in(std::string partition, std::string table = posts_table) {
    const auto page = testing::run(memory.query(
        {.table = std::move(table), .partition = std::move(partition), .limit = 100'000}));
    std::vector<std::string> keys;
    for (const auto& item : page.items) keys.push_back(item->key.sort);
    return keys;
  }
  std::vector<std::string> keys_of(const std::string& who) {
    return keys_in(partition_of(UserId{who}));
  }
  std::vector<std::string> keys_of(const PostId& post) { return keys_in(partition_of(post)); }
};

/// What `task` refuses with: the status of its Problem, 0 where it throws none.
template <typename T>
int status_of(Task<T> task) {
  try {
    testing::run(std::move(task));
  } catch (const Problem& problem) {
    return problem.status();
  }
  return 0;
}

/// The code of the Problem that `task` throws.
template <typename T>
std::string code_of(Task<T> task) {
  try {
    testing::run(std::move(task));
  } catch (const Problem& problem) {
    return problem.code();
  }
  return "";
}

/// All pages of a list; `fetch(page)` gives one.
template <typename Fetch>
auto all_pages(std::size_t limit, Fetch fetch) {
  auto page = testing::run(fetch(Page{.limit = limit}));
  auto items = std::move(page.items);
  while (page.next) {
    EXPECT_LE(page.items.size(), limit);
    page = testing::run(fetch(Page{.limit = limit, .after = *page.next}));
    for (auto& item : page.items) items.push_back(std::move(item));
  }
  return items;
}

inline std::vector<std::string> ids_in(const std::vector<User>& users) {
  std::vector<std::string> ids;
  for (const auto& user : users) ids.push_back(user.user_id.str());
  return ids;
}
inline std::vector<std::string> days_in(const std::vector<Post>& posts) {
  std::vector<std::string> days;
  for (const auto& post : posts) days.push_back(post.day);
  return days;
}

}  // namespace dailygrind::post
