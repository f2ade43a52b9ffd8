#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "platform/bus/memory_bus.hpp"
#include "platform/describe/json_read.hpp"
#include "platform/store/memory_store.hpp"
#include "platform/testing/fault_store.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/yielding_store.hpp"
#include "services/events.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::user {

/// Sign-in accounts in memory. Everybody has one until it is removed.
class FakeAccounts final : public identity::AccountDirectory {
 public:
  std::set<UserId> removed;
  std::set<UserId> disabled;
  std::map<UserId, std::set<std::string>> groups;
  std::set<UserId> signed_out;
  bool failing = false;

  Task<std::optional<identity::AccountView>> find(UserId id) override {
    demand();
    if (removed.contains(id)) co_return std::nullopt;
    co_return account(id);
  }
  /// One account, whose id is the query.
  Task<identity::AccountPage> list(std::string query, std::string, std::size_t) override {
    co_return identity::AccountPage{.accounts = {account(UserId{query})}};
  }
  Task<bool> set_enabled(UserId id, bool enabled) override {
    if (enabled) {
      disabled.erase(id);
    } else {
      disabled.insert(id);
    }
    co_return !removed.contains(id);
  }
  Task<bool> sign_out(UserId id) override {
    signed_out.insert(id);
    co_return !removed.contains(id);
  }
  Task<bool> add_to_group(UserId id, std::string group) override {
    groups[id].insert(group);
    co_return !removed.contains(id);
  }
  Task<bool> remove_from_group(UserId id, std::string group) override {
    groups[id].erase(group);
    co_return !removed.contains(id);
  }
  Task<bool> remove(UserId id) override {
    demand();
    removed.insert(id);
    co_return true;
  }
  Task<std::optional<identity::AccountView>> find_by_email(std::string) override { unused(); }
  Task<std::string> create_reset_code(UserId) override { unused(); }
  Task<identity::Tokens> mint_tokens(UserId) override { unused(); }
  Task<std::string> hash_password(std::string) override { unused(); }
  Task<UserId> create(identity::NewAccount) override { unused(); }

 private:
  identity::AccountView account(const UserId& id) {
    return {.id = id,
            .email = id.str() + "@example.org",
            .confirmed = true,
            .enabled = !disabled.contains(id),
            .groups = {groups[id].begin(), groups[id].end()}};
  }
  void demand() const {
    if (failing) throw Problem::unavailable("accounts");
  }
  [[noreturn]] static void unused() {
    throw std::logic_error{"the user service needs no such call"};
  }
};

/// A user service on memory adapters, whose store can be made to fail and to yield.
struct World {
  static constexpr auto queue = "everything";

  AdjustableClock clock;
  SeededRandom random{1};
  store::MemoryStore memory{clock};
  testing::FaultStore faults{memory};
  testing::YieldingStore store{faults};
  bus::MemoryBus bus{{{events::user_topic, queue, {}}}, {}, clock, random};
  bus::Outbox outbox{store, bus, clock, random};
  FakeAccounts accounts;
  Users users{store, outbox, clock, random, &accounts};

  static Call call(const std::string& who) { return {.user = UserId{who}}; }
  static ProfileInput named(const std::string& first, const std::string& last) {
    return {.first_name = first, .last_name = last};
  }

  UserInfo create(const std::string& who, ProfileInput input) {
    const Call caller = call(who);
    return testing::run(create_profile(users, caller, std::move(input))).body;
  }
  UserInfo create(const std::string& who) { return create(who, named("First", who)); }
  void create_all(const std::vector<std::string>& people) {
    for (const auto& who : people) create(who);
  }

  UserInfo request(const std::string& from, const std::string& to) {
    const Call caller = call(from);
    return testing::run(request_friendship(users, caller, {to})).body;
  }
  UserInfo accept(const std::string& who, const std::string& sender) {
    const Call caller = call(who);
    return testing::run(accept_request(users, caller, UserId{sender}));
  }
  void befriend(const std::string& a, const std::string& b) {
    request(a, b);
    accept(b, a);
  }
  void do_block(const std::string& who, const std::string& whom) {
    const Call caller = call(who);
    testing::run(block(users, caller, UserId{whom}));
  }
  void do_unfriend(const std::string& who, const std::string& whom) {
    const Call caller = call(who);
    testing::run(unfriend(users, caller, UserId{whom}));
  }
  void remove(const std::string& who) {
    const Call caller = call(who);
    testing::run(delete_me(users, caller));
  }
  UserInfo see(const std::string& viewer, const std::string& whom) {
    const Call caller = call(viewer);
    return testing::run(profile_of(users, caller, UserId{whom}));
  }
  std::int64_t friends_counted(const std::string& who) {
    return testing::run(users.repository.profile(UserId{who})).number_of_friends;
  }
  std::set<std::string> list(const std::string& who, List list) {
    std::set<std::string> ids;
    const UserId owner{who};
    std::optional<std::string> after = "";
    while (after) {
      const std::string from = *after;
      const auto page = testing::run(users.repository.list(owner, list, from, 100));
      for (const auto& id : page.ids) ids.insert(id.str());
      after = page.next;
    }
    return ids;
  }
  PairRecord pair(const std::string& a, const std::string& b) {
    const std::vector<Pair> both{Pair::of(UserId{a}, UserId{b})};
    return testing::run(users.repository.pairs(both)).front();
  }

  /// What was published since the last time, by version: the outbox promises no order.
  std::vector<bus::Event> events() {
    testing::run(outbox.drain());
    std::vector<bus::Event> events;
    for (auto deliveries = receive(); !deliveries.empty(); deliveries = receive()) {
      for (auto& delivery : deliveries) {
        testing::run(bus.acknowledge(queue, {delivery.receipt}));
        events.push_back(std::move(delivery.event));
      }
    }
    std::ranges::sort(events, {}, &bus::Event::version);
    return events;
  }
  std::vector<std::string> event_types() {
    std::vector<std::string> types;
    for (const auto& event : events()) types.push_back(event.type);
    return types;
  }

 private:
  std::vector<bus::Delivery> receive() {
    return testing::run(bus.receive(queue, 100, milliseconds{0}));
  }
};

/// The status of the Problem that `task` throws; 0 where it throws none.
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

/// All pages of a list: `fetch(page)` gives one.
template <typename Fetch>
auto all_pages(std::size_t limit, Fetch fetch) {
  auto page = testing::run(fetch(api::Page{.limit = limit}));
  auto items = std::move(page.items);
  while (page.next) {
    page = testing::run(fetch(api::Page{.limit = limit, .after = *page.next}));
    for (auto& item : page.items) items.push_back(std::move(item));
  }
  return items;
}

inline std::vector<std::string> ids_in(const std::vector<UserInfo>& people) {
  std::vector<std::string> ids;
  for (const auto& person : people) ids.push_back(person.user_id.str());
  return ids;
}

}  // namespace dailygrind::user
