#include <fmt/format.h>

#include "services/user/test_world.hpp"

/// Defects of the earlier implementation that must not come back, each named after it.
namespace dailygrind::user {
namespace {

using ::testing::IsEmpty;
using testing::run;

store::Statistics operator-(const store::Statistics& a, const store::Statistics& b) {
  return {.gets = a.gets - b.gets,
          .batch_gets = a.batch_gets - b.batch_gets,
          .batch_items = a.batch_items - b.batch_items,
          .queries = a.queries - b.queries,
          .transactions = a.transactions - b.transactions};
}

/// What one call costs.
template <typename T>
store::Statistics cost_of(World& world, Task<T> task) {
  const auto before = world.memory.statistics();
  run(std::move(task));
  return world.memory.statistics() - before;
}

std::uint64_t operations(const store::Statistics& cost) {
  return cost.gets + cost.batch_gets + cost.queries + cost.transactions;
}

TEST(EarlierDefects, FriendCountAlwaysZero) {
  World world;
  world.create_all({"ada", "bob", "cleo"});
  world.befriend("ada", "bob");
  world.befriend("ada", "cleo");
  const Call bob = World::call("bob");
  EXPECT_EQ(world.see("bob", "ada").number_of_friends, 2);
  EXPECT_EQ(run(my_profile(world.users, bob))->number_of_friends, 1);
  EXPECT_EQ(run(my_friends(world.users, bob, {})).items.front().number_of_friends, 2);
}

TEST(EarlierDefects, CancelCheckingTheWrongDirection) {
  World world;
  world.create_all({"ada", "bob"});
  const Call ada = World::call("ada");
  const Call bob = World::call("bob");
  world.request("ada", "bob");
  run(cancel_request(world.users, bob, UserId{"ada"}));
  EXPECT_EQ(world.see("ada", "bob").relation, Relation::outgoing);
  run(decline_request(world.users, ada, UserId{"bob"}));
  EXPECT_EQ(world.see("ada", "bob").relation, Relation::outgoing);
  run(cancel_request(world.users, ada, UserId{"bob"}));
  EXPECT_EQ(world.see("ada", "bob").relation, Relation::none);
}

TEST(EarlierDefects, ViewerFlagsComputedForTheWrongUser) {
  World world;
  world.create_all({"viewer", "owner", "friend-of-both", "friend-of-owner", "asks-viewer"});
  world.befriend("owner", "friend-of-both");
  world.befriend("owner", "friend-of-owner");
  world.befriend("owner", "asks-viewer");
  world.befriend("owner", "viewer");
  world.befriend("viewer", "friend-of-both");
  world.request("asks-viewer", "viewer");
  const Call viewer = World::call("viewer");
  std::map<std::string, Relation> relations;
  for (const auto& person : run(friends_of(world.users, viewer, UserId{"owner"}, {})).items) {
    relations[person.user_id.str()] = person.relation;
    EXPECT_EQ(person.is_friend, person.relation == Relation::friend_);
  }
  EXPECT_EQ(relations, (std::map<std::string, Relation>{{"friend-of-both", Relation::friend_},
                                                        {"friend-of-owner", Relation::none},
                                                        {"asks-viewer", Relation::incoming},
                                                        {"viewer", Relation::self}}));
}

TEST(EarlierDefects, UserDeletionLeavesFriendships) {
  World world;
  world.create_all({"ada", "bob"});
  world.befriend("ada", "bob");
  world.events();
  world.remove("ada");
  const Call bob = World::call("bob");
  EXPECT_THAT(run(my_friends(world.users, bob, {})).items, IsEmpty());
  EXPECT_EQ(run(my_profile(world.users, bob))->number_of_friends, 0);
  EXPECT_THAT(world.event_types(), ::testing::Contains("USER_DELETED"));
}

TEST(EarlierDefects, NoPaging) {
  World world;
  world.create("me");
  for (int number = 0; number < 60; ++number) {
    const auto name = fmt::format("p{:02}", number);
    world.create(name);
    world.befriend("me", name);
  }
  const Call me = World::call("me");
  EXPECT_EQ(run(my_friends(world.users, me, {})).items.size(), 50U);
  EXPECT_EQ(run(list_people(world.users, me, {})).items.size(), 50U);
  EXPECT_EQ(run(search_people(world.users, me, {"first"}, {})).items.size(), 50U);
  const auto friends =
      all_pages(25, [&](api::Page page) { return my_friends(world.users, me, std::move(page)); });
  EXPECT_EQ(friends.size(), 60U);
}

TEST(EarlierDefects, WholeTableScans) {
  World world;
  world.create_all({"me", "ada", "bob"});
  world.befriend("me", "ada");
  world.befriend("ada", "bob");
  const Call me = World::call("me");
  const UserId ada{"ada"};
  const auto costs = [&] {
    return std::vector<std::uint64_t>{
        operations(cost_of(world, my_profile(world.users, me))),
        operations(cost_of(world, profile_of(world.users, me, ada))),
        operations(cost_of(world, details_of(world.users, me, ada))),
        operations(cost_of(world, my_friends(world.users, me, {}))),
        operations(cost_of(world, mutual_friends(world.users, me, ada, {}))),
        operations(cost_of(world, suggestions(world.users, me, {}))),
        operations(cost_of(world, search_people(world.users, me, {"bob"}, {})))};
  };
  const auto small = costs();
  EXPECT_EQ(small.front(), 1U);
  for (int number = 0; number < 500; ++number) {
    world.create(fmt::format("p{:03}", number),
                 World::named("Some", fmt::format("Name{}", number)));
  }
  EXPECT_EQ(costs(), small);
  EXPECT_LE(operations(cost_of(world, list_people(world.users, me, {}))), 17U);
}

TEST(EarlierDefects, EventsLostOnACrash) {
  World world;
  world.create("ada");
  world.faults.fail_always(testing::FaultStore::Call::query);  // the relay dies before it publishes
  EXPECT_ANY_THROW(run(world.outbox.drain()));
  world.faults.reset();
  bus::Outbox restarted{world.store, world.bus, world.clock, world.random};
  EXPECT_EQ(run(restarted.drain()), 1U);
}

}  // namespace
}  // namespace dailygrind::user
