#include "platform/testing/store_cost.hpp"
#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using testing::Cost;

template <typename T>
Cost cost_of(World& world, Task<T> task) {
  return testing::cost_of(world.store, std::move(task));
}

/// Pages of the noon job over p0, p1, ...
std::uint64_t pages_of(int people) {
  std::map<std::size_t, std::uint64_t> members;
  for (int i = 0; i < people; ++i) ++members[shard_of(UserId{"p" + std::to_string(i)})];
  std::uint64_t pages = shards - members.size();
  for (const auto& [shard, number] : members) pages += (number + 63) / 64;
  return pages;
}

TEST(PushCost, OfTheNoonJobIsAReadAClaimTheInboxesAndACheckpointForEachPage) {
  for (const int people : {100, 500, 3000}) {
    World world;
    world.crowd(people);
    world.at("2026-11-23T12:00:00Z");
    testing::run(world.push->daily_call.round());
    const auto pages = pages_of(people);
    EXPECT_EQ(cost_of(world, world.push->jobs.run_pending()),
              (Cost{.batches = shards, .queries = 1 + pages, .transactions = shards + 3 * pages}))
        << people;
  }
}

TEST(PushCost, OfMessagesThatArePutOffIsNoTransactionMore) {
  World world;
  world.crowd(500);
  world.at("2026-11-23T12:00:00Z");
  world.sender.script = [&](const auto&, int) -> Attempt {
    return {.outcome = Outcome::throttled, .retry_at = world.clock.now() + std::chrono::minutes{1}};
  };
  testing::run(world.push->daily_call.round());
  const auto pages = pages_of(500);
  EXPECT_EQ(cost_of(world, world.push->jobs.run_pending()),
            (Cost{.batches = shards, .queries = 1 + pages, .transactions = shards + 3 * pages}));
}

TEST(PushCost, OfARoundIsAQueryAndATransactionForEachPlaceThatIsDue) {
  World world;
  for (const auto* zone : {"UTC", "Europe/London", "Asia/Tokyo", "Europe/Berlin"}) {
    world.person(zone, zone);
  }
  EXPECT_EQ(cost_of(world, world.push->daily_call.round()), (Cost{.queries = 1}));
  world.at("2026-11-23T12:00:00Z");
  EXPECT_EQ(cost_of(world, world.push->daily_call.round()),
            (Cost{.queries = 1, .transactions = 3}));
  EXPECT_EQ(cost_of(world, world.push->daily_call.round()), (Cost{.queries = 1}));
}

TEST(PushCost, OfLookingForWorkWhereThereIsNone) {
  World world;
  world.crowd(50);
  EXPECT_EQ(cost_of(world, world.push->jobs.run_pending()), (Cost{.queries = 1}));
  EXPECT_EQ(cost_of(world, world.push->outgoing.run_due()), (Cost{.queries = outgoing_partitions}));
}

TEST(PushCost, OfSubscriptionsAndPreferences) {
  World world;
  world.person("ada");
  world.person("grace");
  const auto ada = World::call("ada");
  const auto grace = World::call("grace");
  auto& push = *world.push;
  const auto browser = World::browser("a");
  EXPECT_EQ(cost_of(world, subscribe(push, ada, browser)), (Cost{.gets = 3, .transactions = 1}));
  EXPECT_EQ(cost_of(world, subscribe(push, ada, browser)), (Cost{.gets = 3, .transactions = 1}));
  EXPECT_EQ(cost_of(world, subscribe(push, grace, browser)),
            (Cost{.gets = 5, .batches = 1, .transactions = 2}));
  const auto id = world.subscriptions_of("grace").at(0).subscription_id;
  EXPECT_EQ(cost_of(world, list_subscriptions(push, grace, {})), (Cost{.gets = 1}));
  EXPECT_EQ(cost_of(world, unsubscribe(push, grace, id)),
            (Cost{.gets = 2, .batches = 1, .transactions = 1}));
  EXPECT_EQ(cost_of(world, read_preferences(push, ada)), (Cost{.gets = 1}));
  EXPECT_EQ(cost_of(world, replace_preferences(push, ada, {.likes = false})),
            (Cost{.gets = 2, .transactions = 1}));
}

TEST(PushCost, OfTellingDoesNotDependOnTheInbox) {
  for (const int before : {0, 90}) {
    World world;
    world.crowd(1);
    for (int i = 0; i < before; ++i) {
      world.like("fan" + std::to_string(i), "p0");
      world.comment("fan" + std::to_string(i), "p0");
    }
    const auto like =
        world.event("POST_LIKED", events::Reaction{"p1", UserId{"p0"}, UserId{"grace"}, "By", {}});
    EXPECT_EQ(cost_of(world, on_event(*world.push, like)), (Cost{.batches = 1, .transactions = 1}));
    EXPECT_EQ(cost_of(world, on_event(*world.push, like)), (Cost{.batches = 1}));
  }
}

TEST(PushCost, OfTheInbox) {
  for (const int entries : {0, 300}) {
    World world;
    for (int i = 0; i < entries; ++i) world.comment("grace", "ada");
    const auto ada = World::call("ada");
    EXPECT_EQ(cost_of(world, read_inbox(*world.push, ada, {})), (Cost{.gets = 2, .queries = 2}));
    const InboxRead read{NotificationId{uuid_v7(world.clock.now(), world.random)}};
    EXPECT_EQ(cost_of(world, mark_inbox_read(*world.push, ada, read)), (Cost{.transactions = 1}));
  }
}

}  // namespace
}  // namespace dailygrind::push
