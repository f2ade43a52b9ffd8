#include "services/user/seed.hpp"

#include <fmt/format.h>

#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using testing::run;
using Pairs = std::vector<std::pair<UserId, UserId>>;

TEST(Seed, APersonHasJobsAndEducationThatCount) {
  World world;
  SeededPerson person{
      .id = UserId{"ada"}, .email = "ada@example.org", .profile = World::named("Ada", "Byron")};
  person.jobs.assign(3, {.job_title = "A", .company_name = "B"});
  person.educations.assign(2, {.institution = "C"});
  EXPECT_TRUE(run(seed_person(world.users, person)));
  EXPECT_FALSE(run(seed_person(world.users, person)));
  const Call ada = World::call("ada");
  const auto details = *run(my_details(world.users, ada));
  EXPECT_EQ(details.jobs.size(), 3U);
  EXPECT_EQ(details.educations.size(), 2U);
  EXPECT_EQ(details.user_info.email, "ada@example.org");
  EXPECT_EQ(run(world.users.repository.profile(person.id)).number_of_jobs, 3);
  EXPECT_THAT(world.event_types(), ::testing::ElementsAre("USER_CREATED"));
}

TEST(Seed, FriendshipsAreThoseOfTheGraph) {
  World world;
  Pairs pairs;
  for (int a = 0; a < 20; ++a) {
    world.create(fmt::format("p{}", a));
    for (int b = 0; b < a; ++b) {
      pairs.emplace_back(UserId{fmt::format("p{}", a)}, UserId{fmt::format("p{}", b)});
    }
  }
  pairs.emplace_back(UserId{"p1"}, UserId{"p1"});
  pairs.emplace_back(UserId{"p0"}, UserId{"p1"});
  world.events();
  const auto before = world.memory.statistics().transactions;
  EXPECT_EQ(run(seed_friendships(world.users, pairs)), 190U);
  EXPECT_LE(world.memory.statistics().transactions - before, 13U);
  EXPECT_EQ(run(seed_friendships(world.users, pairs)), 0U);
  for (int a = 0; a < 20; ++a) {
    EXPECT_EQ(world.friends_counted(fmt::format("p{}", a)), 19);
    EXPECT_EQ(world.list(fmt::format("p{}", a), List::friends).size(), 19U);
  }
  EXPECT_EQ(world.events().size(), 190U);
}

TEST(Seed, AcceptedRequestsAndBlocksAreRespected) {
  World world;
  world.create_all({"ada", "bob", "cleo"});
  world.request("bob", "ada");
  world.do_block("ada", "cleo");
  const Pairs pairs{{UserId{"ada"}, UserId{"bob"}}, {UserId{"ada"}, UserId{"cleo"}}};
  EXPECT_EQ(run(seed_friendships(world.users, pairs)), 1U);
  EXPECT_TRUE(world.list("ada", List::incoming).empty());
}

}  // namespace
}  // namespace dailygrind::user
