#pragma once

#include <gmock/gmock.h>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/time_zone.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/store/memory_store.hpp"
#include "platform/testing/fault_store.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/yielding_store.hpp"
#include "services/events.hpp"
#include "services/push_notification/on_event.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {

using webpush::Attempt;
using webpush::Outcome;

/// A deadline that no test reaches; one cannot add to the last moment of all.
inline constexpr Instant never{std::chrono::hours{1'000'000}};

/// A sender that answers as it is told, by default `sent`, and remembers every attempt.
struct FakeSender final : webpush::Sender {
  struct Sent {
    std::string endpoint;
    webpush::Message message;
    int attempt = 1;
    Instant at{};
  };
  using Script = std::function<Attempt(const webpush::Subscription&, int attempt)>;

  explicit FakeSender(const Clock& its_clock) : clock(its_clock) {}

  Task<Attempt> send(webpush::Subscription subscription, webpush::Message message,
                     int attempt) override {
    co_await boost::asio::post(boost::asio::use_awaitable);
    log.push_back({subscription.endpoint, std::move(message), attempt, clock.now()});
    co_return script ? script(subscription, attempt) : Attempt{.outcome = Outcome::sent};
  }
  /// The endpoints that were tried, in order.
  [[nodiscard]] std::vector<std::string> endpoints() const {
    std::vector<std::string> all;
    for (const auto& sent : log) all.push_back(sent.endpoint);
    return all;
  }

  const Clock& clock;
  Script script;
  std::vector<Sent> log;
};

inline bus::Event event_of(std::string type, std::int64_t version, std::string data, Instant at,
                           std::string id) {
  return {.id = std::move(id),
          .topic = events::user_topic,
          .type = std::move(type),
          .version = version,
          .data = std::move(data),
          .occurred_at = at};
}

// The keys of RFC 8291 §5.
inline constexpr auto good_p256dh =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
inline constexpr auto good_auth = "BTBZMqHH6r4Tts7J_aSIgg";

/// A push notification service on a store in memory that can be made to fail and to yield, at eight
/// in the morning (UTC) of Monday, 2026-11-23.
struct World {
  AdjustableClock clock;
  SeededRandom random{1};
  store::MemoryStore memory{clock};
  testing::FaultStore faults{memory};
  testing::YieldingStore store{faults};
  FakeSender sender{clock};
  metrics::Registry metrics;
  Settings settings{.application_key = [] { return std::string{"BKey"}; },
                    .local_allowed = true,
                    .app_url = "https://grind.example.org"};
  std::unique_ptr<Push> push;
  std::int64_t version = 0;

  World() {
    at("2026-11-23T08:00:00Z");
    reopen();
  }

  void at(std::string_view moment) { clock.freeze(*parse_rfc3339(moment)); }
  /// As after a crash: nothing but the store is left.
  void reopen() { push = another(); }
  /// A second program on the same store.
  std::unique_ptr<Push> another() {
    return std::make_unique<Push>(store, sender, clock, random, metrics, settings);
  }
  static Call call(const std::string& who) { return {.user = UserId{who}}; }

  template <typename Data>
  bus::Event event(std::string type, const Data& data) {
    return event_of(std::move(type), ++version, describe::to_json(data), clock.now(),
                    uuid_v7(clock.now(), random));
  }
  template <typename Data>
  void hear(std::string type, const Data& data) {
    const auto heard = event(std::move(type), data);
    testing::run(on_event(*push, heard));
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
  void disable(const std::string& who) {
    auto user = profile(who);
    user.disabled = true;
    hear("USER_UPDATED", user);
  }
  void remove(const std::string& who) { hear("USER_DELETED", events::UserDeleted{UserId{who}}); }
  void block(const std::string& by, const std::string& user) {
    hear("BLOCK_CREATED", events::Block{UserId{by}, UserId{user}});
  }
  void post(const std::string& who, std::string day, std::string id) {
    hear("POST_CREATED", events::Post{std::move(id), UserId{who}, std::move(day)});
  }
  void ask(const std::string& from, const std::string& to) {
    hear("FRIEND_REQUESTED", events::FriendRequest{UserId{from}, UserId{to}});
  }
  void accept(const std::string& asker, const std::string& by) {
    hear("FRIENDSHIP_CREATED", events::Friendship{UserId{asker}, UserId{by}});
  }
  void like(const std::string& by, const std::string& author, std::string post = "p1") {
    hear("POST_LIKED", events::Reaction{std::move(post), UserId{author}, UserId{by}, "By", {}});
  }
  void comment(const std::string& by, const std::string& author, std::string post = "p1") {
    hear("POST_COMMENTED",
         events::Reaction{std::move(post), UserId{author}, UserId{by}, "By", "c"});
  }

  /// So many people p0, p1, ... with a device each.
  void crowd(int number) {
    for (int i = 0; i < number; ++i) {
      const auto who = "p" + std::to_string(i);
      person(who);
      subscribe(who, who);
    }
  }

  static NewSubscription browser(const std::string& name) {
    return {.endpoint = "https://push.example.org/" + name, .keys = {good_p256dh, good_auth}};
  }
  Created<Subscription> subscribe(const std::string& who, const std::string& browser_name) {
    const auto caller = call(who);
    return testing::run(push::subscribe(*push, caller, browser(browser_name)));
  }
  std::vector<Subscription> subscriptions_of(const std::string& who) {
    const auto caller = call(who);
    return testing::run(list_subscriptions(*push, caller, {})).items;
  }
  Preferences prefer(const std::string& who, const NewPreferences& wanted) {
    const auto caller = call(who);
    return testing::run(replace_preferences(*push, caller, wanted));
  }
  std::vector<Notification> inbox_of(const std::string& who) {
    const auto caller = call(who);
    return testing::run(read_inbox(*push, caller, {.limit = 100})).result.items;
  }
  std::vector<std::string> titles_of(const std::string& who) {
    std::vector<std::string> titles;
    for (const auto& entry : inbox_of(who)) titles.push_back(entry.title);
    return titles;
  }

  /// What the loops of `program` do, once.
  static Task<> work_of(Push& program) {
    co_await program.daily_call.round();
    co_await program.jobs.run_pending();
    co_await program.outgoing.run_due();
  }
  void work() { testing::run(work_of(*push)); }
  JobId announce(const std::string& title, std::string key = "") {
    auto caller = call("admin");
    caller.idempotency_key = std::move(key);
    const Announcement message{.title = title, .body = "Body"};
    return testing::run(send_to_everyone(*push, caller, {.described = message})).body.job_id;
  }
  std::vector<PushJob> jobs() {
    const auto caller = call("admin");
    return testing::run(list_jobs(*push, caller, {.limit = 100})).items;
  }

  /// The sort keys of what lies in a partition, expired items apart.
  std::vector<std::string> keys_in(std::string partition) {
    const auto page = testing::run(
        memory.query({.table = push_table, .partition = std::move(partition), .limit = 100'000}));
    std::vector<std::string> keys;
    for (const auto& item : page.items) keys.push_back(item->key.sort);
    return keys;
  }
};

/// Runs `task` until `crashes` says so and then drops it where it stands.
template <typename T, typename Crashes>
void abandon(Task<T> task, Crashes crashes) {
  boost::asio::io_context context{1};
  boost::asio::co_spawn(context, std::move(task), [](const auto&...) {});
  while (!crashes() && context.poll_one() > 0) {
  }
}

/// The pointers of the Problem 422 that `task` refuses with, with spaces between; "none" where it
/// throws none.
template <typename T>
std::string faults_of(Task<T> task) {
  try {
    testing::run(std::move(task));
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.status(), 422);
    std::string pointers;
    for (const auto& fault : problem.faults()) {
      pointers += (pointers.empty() ? "" : " ") + fault.pointer;
    }
    return pointers;
  }
  return "none";
}

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

/// A crowd at noon.
struct Noon : World {
  explicit Noon(int people, bool alone = true) {
    settings.alone = alone;
    reopen();
    crowd(people);
    at("2026-11-23T12:00:00Z");
  }
  /// Calls of the store count from here.
  void begin() {
    testing::run(push->daily_call.round());
    faults.reset();
  }
  std::size_t run() { return testing::run(push->jobs.run_pending()); }
  void run_into_failure() { EXPECT_EQ(status_of(push->jobs.run_pending()), 503); }
  PushJob job() { return jobs().at(0); }

  /// How often each device got the call.
  std::map<std::string, int> calls() {
    std::map<std::string, int> calls;
    for (const auto& endpoint : sender.endpoints()) ++calls[endpoint];
    return calls;
  }
  void expect_in_every_inbox(int people) {
    for (int i = 0; i < people; ++i) {
      EXPECT_EQ(inbox_of("p" + std::to_string(i)).size(), 1) << i;
    }
  }
};

/// Of the device of p7: 7.
inline int number_of(const std::string& endpoint) {
  return std::stoi(endpoint.substr(endpoint.rfind('p') + 1));
}

}  // namespace dailygrind::push
