#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using testing::FaultStore;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Ada, grace and joan share a browser.
struct Shared : World {
  Shared() {
    for (const auto& caller : callers) person(caller.user.str());
    faults.reset();
  }
  Task<> claim(const Call& caller, const char* name = "a") {
    co_await push::subscribe(*push, caller, browser(name));
  }
  /// Who is told through the browser.
  std::vector<std::string> readers() {
    std::vector<std::string> readers;
    for (const auto& caller : callers) {
      if (!subscriptions_of(caller.user.str()).empty()) readers.push_back(caller.user.str());
    }
    return readers;
  }
  /// Whoever the claim names is told, and nobody else.
  void expect_the_owner_to_be_told() {
    const auto owner =
        testing::run(push->repository.owner_of(browser("a").endpoint, {good_p256dh, good_auth}));
    if (owner) {
      EXPECT_THAT(readers(), ::testing::ElementsAre(owner->str()));
    } else {
      EXPECT_THAT(readers(), IsEmpty());
    }
  }

  const Call callers[3]{call("ada"), call("grace"), call("joan")};
  const Call& ada = callers[0];
  const Call& grace = callers[1];
};

/// Ignores refusals.
Task<> try_to(Task<> task) {
  try {
    co_await std::move(task);
  } catch (const Problem&) {
  }
}

TEST(SubscriptionRaces, OfPeopleWhoClaimOneBrowserOneGetsIt) {
  for (const bool again : {false, true}) {
    Shared world;
    if (again) testing::run(world.claim(world.ada));
    std::vector<Task<>> tasks;
    for (const auto& caller : world.callers) tasks.push_back(world.claim(caller));
    testing::run_all(std::move(tasks));
    EXPECT_THAT(world.readers(), SizeIs(1));
    world.expect_the_owner_to_be_told();
  }
}

TEST(SubscriptionRaces, OfOnePersonMakeOneSubscription) {
  Shared world;
  std::vector<Task<>> tasks;
  for (int i = 0; i < 10; ++i) tasks.push_back(world.claim(world.ada));
  testing::run_all(std::move(tasks));
  EXPECT_THAT(world.subscriptions_of("ada"), SizeIs(1));
}

TEST(SubscriptionRaces, AClaimDuringTheDeletionLeavesNothing) {
  for (std::size_t before = 0; before < 6; ++before) {
    Shared world;
    testing::run(world.claim(world.ada));
    world.clock.advance(std::chrono::seconds{1});
    const auto gone = world.event("USER_DELETED", events::UserDeleted{UserId{"ada"}});
    std::vector<Task<>> tasks;
    const auto late = [&]() -> Task<> {
      for (auto i = before; i > 0; --i) co_await boost::asio::post(boost::asio::use_awaitable);
      co_await on_event(*world.push, gone);
    };
    tasks.push_back(try_to(world.claim(world.ada)));
    tasks.push_back(try_to(world.claim(world.ada, "b")));
    tasks.push_back(late());
    testing::run_all(std::move(tasks));
    for (const auto* name : {"a", "b"}) {
      EXPECT_THAT(world.keys_in("endpoint#" + World::browser(name).endpoint), IsEmpty()) << before;
    }
    EXPECT_THAT(world.subscriptions_of("ada"), IsEmpty());
  }
}

TEST(SubscriptionRaces, AnEndAndAClaimAtOnceAgreeOnTheOwner) {
  for (int n = 1; n <= 3; ++n) {
    Shared world;
    const auto id = world.subscribe("ada", "a").body.subscription_id;
    world.faults.reset();
    world.faults.delay(FaultStore::Call::write, n, [&] { return world.claim(world.ada); });
    testing::run(unsubscribe(*world.push, world.ada, id));
    world.expect_the_owner_to_be_told();
    world.subscribe("grace", "a");
    world.expect_the_owner_to_be_told();
  }
}

TEST(SubscriptionRaces, AMoveThatTheStoreEndsHalfWayIsDoneByTheNextTry) {
  for (int n = 1; n <= 4; ++n) {
    for (const bool after : {false, true}) {
      Shared world;
      testing::run(world.claim(world.ada));
      world.faults.reset();
      if (after) world.faults.fail_after_write(n);
      if (!after) world.faults.fail(FaultStore::Call::write, n);
      testing::run(try_to(world.claim(world.grace)));
      world.faults.reset();
      testing::run(world.claim(world.grace));
      EXPECT_THAT(world.readers(), ::testing::ElementsAre("grace")) << n;
      world.expect_the_owner_to_be_told();
    }
  }
}

TEST(SubscriptionRaces, AnEndThatTheStoreEndsHalfWayLeavesNoClaim) {
  for (int n = 1; n <= 2; ++n) {
    Shared world;
    const auto id = world.subscribe("ada", "a").body.subscription_id;
    world.faults.reset();
    world.faults.fail(FaultStore::Call::write, n);
    status_of(unsubscribe(*world.push, world.ada, id));
    world.faults.reset();
    status_of(unsubscribe(*world.push, world.ada, id));
    EXPECT_THAT(world.keys_in("endpoint#" + World::browser("a").endpoint), IsEmpty()) << n;
  }
}

TEST(SubscriptionRaces, AMoveAndARenewalAtOnceAgreeOnTheOwner) {
  for (const auto call : {FaultStore::Call::get, FaultStore::Call::write}) {
    for (int n = 1; n <= 6; ++n) {
      Shared world;
      testing::run(world.claim(world.ada));
      world.faults.reset();
      world.faults.delay(call, n, [&] { return world.claim(world.ada); });
      testing::run(world.claim(world.grace));
      world.expect_the_owner_to_be_told();
    }
  }
}

}  // namespace
}  // namespace dailygrind::push
