#include <fmt/format.h>

#include "services/user/pair_rules.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using testing::run;

/// Takes one step and swallows its refusal.
Task<void> act(World& world, std::string who, std::string whom, Step step) {
  const Call call = World::call(who);
  const UserId other{whom};
  try {
    switch (step) {
      case Step::request:
        co_await request_friendship(world.users, call, {whom});
        break;
      case Step::accept:
        co_await accept_request(world.users, call, other);
        break;
      case Step::decline:
        co_await decline_request(world.users, call, other);
        break;
      case Step::cancel:
        co_await cancel_request(world.users, call, other);
        break;
      case Step::unfriend:
        co_await unfriend(world.users, call, other);
        break;
      case Step::block:
        co_await block(world.users, call, other);
        break;
      case Step::unblock:
        co_await unblock(world.users, call, other);
        break;
      case Step::leave:
        break;
    }
  } catch (const Problem& problem) {
    if (problem.status() != 404 && problem.status() != 409) throw;
  }
}

/// Lists, counts and pairs say the same, and nobody is friend and blocked at once.
void expect_consistent(World& world, const std::vector<std::string>& people) {
  for (const auto& a : people) {
    const auto friends = world.list(a, List::friends);
    EXPECT_EQ(world.friends_counted(a), static_cast<std::int64_t>(friends.size())) << a;
    for (const auto& b : people) {
      if (a == b) continue;
      const auto pair = world.pair(a, b);
      const auto sides = Pair::of(UserId{a}, UserId{b});
      const Side side = sides.side_of(UserId{a});
      EXPECT_EQ(friends.contains(b), pair.friends);
      EXPECT_EQ(world.list(b, List::friends).contains(a), pair.friends);
      EXPECT_EQ(world.list(a, List::outgoing).contains(b), pair.asks(side));
      EXPECT_EQ(world.list(b, List::incoming).contains(a), pair.asks(side));
      EXPECT_EQ(world.list(a, List::blocks).contains(b), pair.blocks(side));
      EXPECT_FALSE(pair.friends && (pair.blocked() || pair.low_asks || pair.high_asks));
    }
  }
}

TEST(Races, CrossingRequestsMakeOneFriendship) {
  for (int round = 0; round < 20; ++round) {
    World world;
    world.create_all({"ada", "bob"});
    std::vector<Task<void>> tasks;
    for (int count = 0; count < 50; ++count) {
      tasks.push_back(act(world, "ada", "bob", Step::request));
      tasks.push_back(act(world, "bob", "ada", Step::request));
    }
    testing::run_all(std::move(tasks));
    EXPECT_EQ(world.friends_counted("ada"), 1);
    EXPECT_EQ(world.friends_counted("bob"), 1);
    expect_consistent(world, {"ada", "bob"});
  }
}

TEST(Races, FiveHundredTransitionsOfOnePersonKeepTheCountExact) {
  World world;
  std::vector<std::string> people{"hub"};
  for (int number = 0; number < 50; ++number) people.push_back(fmt::format("p{:02}", number));
  world.create_all(people);
  SeededRandom random{3};
  std::vector<Task<void>> tasks;
  for (int count = 0; count < 500; ++count) {
    const auto& other = people[1 + random.below(50)];
    const auto step = random.below(4) == 0 ? Step::unfriend : Step::request;
    const bool mine = random.below(2) == 0;
    tasks.push_back(act(world, mine ? "hub" : other, mine ? other : "hub", step));
  }
  testing::run_all(std::move(tasks));
  EXPECT_GT(world.friends_counted("hub"), 0);
  expect_consistent(world, people);
}

TEST(Races, FiveHundredTransitionsOfOnePairEndWithoutALivelock) {
  World world;
  world.create_all({"ada", "bob"});
  SeededRandom random{5};
  std::vector<Task<void>> tasks;
  for (int count = 0; count < 500; ++count) {
    const bool mine = random.below(2) == 0;
    const auto step = static_cast<Step>(random.below(7));
    tasks.push_back(act(world, mine ? "ada" : "bob", mine ? "bob" : "ada", step));
  }
  testing::run_all(std::move(tasks));
  expect_consistent(world, {"ada", "bob"});
}

TEST(Races, RandomStepsOfManyKeepEveryInvariant) {
  const std::vector<std::string> people{"a", "b", "c", "d", "e"};
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    World world;
    world.create_all(people);
    SeededRandom random{seed};
    for (int round = 0; round < 5; ++round) {
      std::vector<Task<void>> tasks;
      for (int count = 0; count < 40; ++count) {
        const auto& who = people[random.below(people.size())];
        const auto& whom = people[random.below(people.size())];
        tasks.push_back(act(world, who, whom, static_cast<Step>(random.below(7))));
      }
      testing::run_all(std::move(tasks));
      expect_consistent(world, people);
    }
  }
}

TEST(Races, EventsOfAPairTellItsLastState) {
  World world;
  world.create_all({"ada", "bob"});
  SeededRandom random{11};
  const Step steps[] = {Step::request, Step::unfriend};
  for (int round = 0; round < 20; ++round) {
    std::vector<Task<void>> tasks;
    for (int count = 0; count < 15; ++count) {
      const bool mine = random.below(2) == 0;
      tasks.push_back(
          act(world, mine ? "ada" : "bob", mine ? "bob" : "ada", steps[random.below(2)]));
    }
    testing::run_all(std::move(tasks));
  }
  std::int64_t newest = 0;
  bool friends = false;
  for (const auto& event : world.events()) {
    if (!event.type.starts_with("FRIENDSHIP")) continue;
    ASSERT_GT(event.version, newest);
    newest = event.version;
    friends = event.type == "FRIENDSHIP_CREATED";
  }
  EXPECT_GT(newest, 10);
  EXPECT_EQ(friends, world.pair("ada", "bob").friends);
}

TEST(Races, AFailedWriteChangesNothingAndMayBeRepeated) {
  World world;
  world.create_all({"ada", "bob"});
  world.request("ada", "bob");
  const Call bob = World::call("bob");
  world.faults.reset();
  world.faults.fail(testing::FaultStore::Call::write, 1);
  EXPECT_EQ(status_of(accept_request(world.users, bob, UserId{"ada"})), 503);
  expect_consistent(world, {"ada", "bob"});
  world.faults.reset();
  world.faults.fail_after_write(1);
  EXPECT_EQ(status_of(accept_request(world.users, bob, UserId{"ada"})), 503);
  expect_consistent(world, {"ada", "bob"});
  EXPECT_EQ(world.friends_counted("ada"), 1);
}

}  // namespace
}  // namespace dailygrind::user
