#include "services/user/delete_account.hpp"

#include <fmt/format.h>

#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using ::testing::IsEmpty;
using testing::run;

/// Ada with friends, requests both ways, blocks both ways, jobs and education.
struct AccountDeletion : ::testing::Test {
  static constexpr int friends = 25;

  static void fill(World& world) {
    world.create("ada", World::named("Ada", "Byron"));
    world.create_all({"asks", "asked", "blocker", "blocked", "deleted"});
    for (int number = 0; number < friends; ++number) {
      const auto name = fmt::format("f{:02}", number);
      world.create(name);
      world.befriend("ada", name);
    }
    world.befriend("f00", "f01");
    world.befriend("ada", "deleted");
    world.request("asks", "ada");
    world.request("ada", "asked");
    world.do_block("ada", "blocked");
    world.do_block("blocker", "ada");
    world.remove("deleted");
    const Call ada = World::call("ada");
    for (int number = 0; number < 60; ++number) {
      run(add_job(world.users, ada, {.job_title = "A", .company_name = "B"}));
      run(add_education(world.users, ada, {.institution = "C"}));
    }
  }

  static void expect_nothing_left(World& world) {
    const Call other = World::call("f00");
    for (int number = 0; number < friends; ++number) {
      const auto name = fmt::format("f{:02}", number);
      ASSERT_EQ(world.friends_counted(name), number < 2 ? 1 : 0) << name;
      ASSERT_FALSE(world.list(name, List::friends).contains("ada"));
    }
    EXPECT_THAT(world.list("asks", List::outgoing), IsEmpty());
    EXPECT_THAT(world.list("asked", List::incoming), IsEmpty());
    for (const List list : {List::friends, List::incoming, List::outgoing, List::blocks}) {
      EXPECT_THAT(world.list("ada", list), IsEmpty());
    }
    EXPECT_THAT(run(world.users.repository.career_keys(UserId{"ada"}, 1)), IsEmpty());
    EXPECT_EQ(status_of(profile_of(world.users, other, UserId{"ada"})), 404);
    EXPECT_THAT(run(search_people(world.users, other, {"byron"}, {})).items, IsEmpty());
    EXPECT_FALSE(run(world.users.repository.deletion_pending(UserId{"ada"})));
    EXPECT_TRUE(world.accounts.removed.contains(UserId{"ada"}));
    const auto people = ids_in(run(list_people(world.users, other, {.limit = 100})).items);
    EXPECT_EQ(std::ranges::count(people, "ada"), 0);
  }

  static int times_published(World& world, const std::string& type) {
    return static_cast<int>(std::ranges::count(world.event_types(), type));
  }
};

TEST_F(AccountDeletion, LeavesNothingAndTellsOthers) {
  World world;
  fill(world);
  world.events();
  world.remove("ada");
  expect_nothing_left(world);
  const auto types = world.event_types();
  EXPECT_EQ(std::ranges::count(types, "USER_DELETED"), 1);
  EXPECT_EQ(std::ranges::count(types, "FRIENDSHIP_DELETED"), friends);
  EXPECT_EQ(std::ranges::count(types, "BLOCK_DELETED"), 1);
}

TEST_F(AccountDeletion, AgainSucceedsAndSaysNothingTwice) {
  World world;
  world.create("ada");
  world.remove("ada");
  world.remove("ada");
  EXPECT_EQ(times_published(world, "USER_DELETED"), 1);
}

TEST_F(AccountDeletion, WorksBeforeThereIsAProfile) {
  World world;
  world.remove("ada");
  EXPECT_TRUE(world.accounts.removed.contains(UserId{"ada"}));
  EXPECT_EQ(times_published(world, "USER_DELETED"), 1);
}

TEST_F(AccountDeletion, KeepsTheBlockOfTheOtherSide) {
  World world;
  fill(world);
  world.remove("ada");
  EXPECT_TRUE(world.pair("ada", "blocker").blocked());
  EXPECT_FALSE(world.pair("ada", "blocked").blocked());
}

TEST_F(AccountDeletion, ATokenThatOutlivesItsAccountCreatesNothing) {
  World world;
  world.create("ada");
  world.remove("ada");
  const Call ada = World::call("ada");
  EXPECT_EQ(status_of(create_profile(world.users, ada, World::named("A", "B"))), 401);
  EXPECT_FALSE(run(my_profile(world.users, ada)));
  EXPECT_EQ(code_of(add_job(world.users, ada, {.job_title = "A", .company_name = "B"})),
            "unauthorized");
  EXPECT_EQ(status_of(admit(world.users, UserId{"ada"}, false)), 401);
  EXPECT_EQ(status_of(admit(world.users, UserId{"ada"}, true)), 0);
  world.users.accounts = nullptr;
  EXPECT_EQ(status_of(admit(world.users, UserId{"ada"}, false)), 0) << "may begin anew";
}

TEST_F(AccountDeletion, AnAccountThatIsStillThereBeginsAnewWithAHigherVersion) {
  World world;
  fill(world);
  world.remove("ada");
  world.events();
  world.accounts.removed.clear();
  EXPECT_EQ(world.create("ada").number_of_friends, 0);
  EXPECT_EQ(world.events().front().version, 3);
  world.befriend("ada", "f05");
  EXPECT_GT(world.events().back().version, 3);
}

TEST_F(AccountDeletion, IsFinishedAfterAFailureAtAnyWrite) {
  World counted;
  fill(counted);
  counted.faults.reset();
  counted.remove("ada");
  const auto writes = counted.faults.count(testing::FaultStore::Call::write);
  ASSERT_GE(writes, 8U);
  for (std::uint64_t n = 1; n <= writes; ++n) {
    for (const bool after : {false, true}) {
      World world;
      fill(world);
      world.faults.reset();
      if (after) {
        world.faults.fail_after_write(n);
      } else {
        world.faults.fail(testing::FaultStore::Call::write, n);
      }
      const Call ada = World::call("ada");
      ASSERT_EQ(status_of(delete_me(world.users, ada)), 503) << n;
      world.faults.reset();
      run(resume_deletions(world.users));
      const bool begun = n > 1 || after;
      if (!begun) world.remove("ada");
      expect_nothing_left(world);
      EXPECT_EQ(times_published(world, "USER_DELETED"), 2);  // of "deleted" and of Ada
    }
  }
}

TEST_F(AccountDeletion, WaitsForAccountsThatDoNotAnswer) {
  World world;
  fill(world);
  world.accounts.failing = true;
  const Call ada = World::call("ada");
  EXPECT_EQ(status_of(delete_me(world.users, ada)), 503);
  run(resume_deletions(world.users));
  EXPECT_TRUE(run(world.users.repository.deletion_pending(UserId{"ada"})));
  world.accounts.failing = false;
  EXPECT_EQ(status_of(delete_me(world.users, ada)), 0);
  expect_nothing_left(world);
}

TEST_F(AccountDeletion, SurvivesWhateverOthersDoMeanwhile) {
  World world;
  fill(world);
  const auto act = [&](int number) -> Task<void> {
    const Call call = World::call(fmt::format("f{:02}", number));
    const Call asks = World::call("asks");
    try {
      if (number % 3 == 0) co_await unfriend(world.users, call, UserId{"ada"});
      if (number % 3 == 1) co_await block(world.users, call, UserId{"ada"});
      if (number % 3 == 2) co_await request_friendship(world.users, call, {"ada"});
      co_await accept_request(world.users, asks, UserId{"ada"});
    } catch (const Problem&) {
    }
  };
  const auto remove = [&]() -> Task<void> {
    const Call ada = World::call("ada");
    co_await delete_me(world.users, ada);
  };
  std::vector<Task<void>> tasks;
  for (int number = 0; number < friends; ++number) tasks.push_back(act(number));
  tasks.push_back(remove());
  tasks.push_back(remove());
  for (int number = 0; number < friends; ++number) tasks.push_back(act(number));
  testing::run_all(std::move(tasks));
  expect_nothing_left(world);
}

}  // namespace
}  // namespace dailygrind::user
