#include "platform/describe/json_write.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;
using testing::run;

struct Profiles : ::testing::Test {
  World world;
  Call ada = World::call("ada");
};

TEST_F(Profiles, AreCreatedOnceAndThenReplaced) {
  const auto created = run(create_profile(world.users, ada, World::named("Ada", "Byron")));
  EXPECT_TRUE(created.is_new);
  EXPECT_EQ(created.location, "/users/me");
  EXPECT_EQ(created.body.relation, Relation::self);
  EXPECT_EQ(created.body.time_zone, "UTC");
  const auto again = run(create_profile(world.users, ada, World::named("Ada", "Lovelace")));
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(run(my_profile(world.users, ada))->last_name, "Lovelace");
  EXPECT_THAT(world.event_types(), ElementsAre("USER_CREATED", "USER_UPDATED"));
}

TEST_F(Profiles, ReplacingRemovesWhatIsAbsentButTheTimeZoneAndTheEmail) {
  auto full = World::named("Ada", "Byron");
  full.email = "ada@example.org";
  full.headline = "Analyst";
  full.birthday = "1815-12-10";
  full.location = "London";
  full.time_zone = "Europe/London";
  full.profile_visibility = ProfileVisibility::friends;
  full.contact_visibility = ContactVisibility::friends;
  world.create("ada", full);
  world.create("ada", World::named("Ada", "Byron"));
  const auto info = *run(my_profile(world.users, ada));
  EXPECT_EQ(info.time_zone, "Europe/London");
  EXPECT_EQ(info.email, "ada@example.org");
  EXPECT_FALSE(info.headline || info.birthday || info.location);
  EXPECT_EQ(info.profile_visibility, ProfileVisibility::everyone);
  EXPECT_EQ(info.contact_visibility, ContactVisibility::self);
}

TEST_F(Profiles, TheTokensEmailCountsMoreThanTheBodys) {
  auto input = World::named("Ada", "Byron");
  input.email = "other@example.org";
  ada.email = "ada@example.org";
  EXPECT_EQ(run(create_profile(world.users, ada, input)).body.email, "ada@example.org");
  ada.email.clear();
  EXPECT_EQ(run(create_profile(world.users, ada, input)).body.email, "other@example.org");
}

TEST_F(Profiles, TheAccountsEmailCountsWhereTheTokenHasNone) {
  auto input = World::named("Ada", "Byron");
  input.email = "other@example.org";
  EXPECT_EQ(run(create_profile(world.users, ada, input)).body.email, "ada@example.org");
  world.users.accounts = nullptr;
  const auto bob = World::call("bob");
  EXPECT_EQ(run(create_profile(world.users, bob, input)).body.email, "other@example.org");
}

TEST_F(Profiles, ThereIsNothingToSeeOrToReplaceBeforeTheyAreCreated) {
  EXPECT_FALSE(run(my_profile(world.users, ada)));
  EXPECT_FALSE(run(my_details(world.users, ada)));
  EXPECT_EQ(status_of(replace_profile(world.users, ada, {}, World::named("A", "B"))), 404);
  EXPECT_EQ(status_of(profile_of(world.users, ada, UserId{"ada"})), 404);
  EXPECT_EQ(status_of(profile_of(world.users, ada, UserId{"nobody"})), 404);
}

TEST_F(Profiles, IfMatchNamesThePresentState) {
  const auto old_tag = etag_of(world.create("ada"));
  EXPECT_EQ(status_of(replace_profile(world.users, ada, {"\"x\""}, World::named("A", "B"))), 412);
  const auto info = run(replace_profile(world.users, ada, {old_tag}, World::named("A", "B")));
  EXPECT_EQ(info.first_name, "A");
  EXPECT_EQ(status_of(replace_profile(world.users, ada, {old_tag}, World::named("C", "D"))), 412);
  EXPECT_EQ(run(replace_profile(world.users, ada, {"*"}, World::named("C", "D"))).first_name, "C");
}

TEST_F(Profiles, OfTwoWhoReplaceTheSameStateOneIsRefused) {
  const auto tag = etag_of(world.create("ada"));
  const auto replace = [&](const char* name) -> Task<int> {
    try {
      co_await replace_profile(world.users, ada, {tag}, World::named(name, "B"));
    } catch (const Problem& problem) {
      co_return problem.status();
    }
    co_return 200;
  };
  std::vector<Task<int>> tasks;
  for (const auto* name : {"One", "Two", "Three"}) tasks.push_back(replace(name));
  EXPECT_THAT(testing::run_all(std::move(tasks)), ::testing::UnorderedElementsAre(200, 412, 412));
}

TEST_F(Profiles, ReplacingKeepsCountsThatChangeMeanwhile) {
  world.create_all({"ada", "bob"});
  world.request("bob", "ada");
  world.faults.reset();
  world.faults.delay(testing::FaultStore::Call::write, 1, [&]() -> Task<void> {
    const Call call = World::call("ada");
    co_await accept_request(world.users, call, UserId{"bob"});
  });
  world.create("ada", World::named("Augusta", "Ada"));
  EXPECT_EQ(world.friends_counted("ada"), 1);
  EXPECT_EQ(world.see("bob", "ada").first_name, "Augusta");
}

TEST_F(Profiles, TheSameAgainChangesNothing) {
  world.create("ada");
  world.events();
  world.create("ada");
  EXPECT_THAT(world.events(), IsEmpty());
}

TEST_F(Profiles, EventsCarryTheStateAndAGrowingVersion) {
  auto input = World::named("Ada", "Byron");
  input.time_zone = "Asia/Tokyo";
  ada.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  run(create_profile(world.users, ada, input));
  world.create("ada", World::named("Ada", "Lovelace"));
  const auto events = world.events();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].data,
            R"({"userId":"ada","firstName":"Ada","lastName":"Byron",)"
            R"("email":"ada@example.org","timeZone":"Asia/Tokyo","disabled":false})");
  EXPECT_EQ(events[0].version, 1);
  EXPECT_EQ(events[0].traceparent, ada.traceparent);
  EXPECT_EQ(events[1].version, 2);
}

TEST_F(Profiles, AKeyMakesCreationRepeatable) {
  ada.idempotency_key = "k1";
  ada.fingerprint = "f1";
  EXPECT_TRUE(run(create_profile(world.users, ada, World::named("A", "B"))).is_new);
  EXPECT_TRUE(run(create_profile(world.users, ada, World::named("A", "B"))).is_new);
  ada.fingerprint = "f2";
  EXPECT_EQ(status_of(create_profile(world.users, ada, World::named("C", "D"))), 422);
  EXPECT_EQ(run(my_profile(world.users, ada))->first_name, "A");
}

TEST_F(Profiles, DetailsHoldJobsAndEducation) {
  world.create("ada");
  run(add_job(world.users, ada, {.job_title = "Analyst", .company_name = "Engine"}));
  run(add_education(world.users, ada, {.institution = "Home"}));
  const auto details = *run(my_details(world.users, ada));
  EXPECT_EQ(details.jobs.size(), 1U);
  EXPECT_EQ(details.educations.size(), 1U);
  EXPECT_EQ(details.user_info.user_id.str(), "ada");
}

TEST_F(Profiles, InputRulesNameTheFault) {
  const auto faults = [](std::string_view json) {
    try {
      describe::from_json<ProfileInput>(json);
    } catch (const Problem& problem) {
      return problem.faults().front().pointer;
    }
    return std::string{};
  };
  EXPECT_EQ(faults(R"({"lastName":"B"})"), "/firstName");
  EXPECT_EQ(faults(R"({"firstName":"A","lastName":"B","timeZone":"Mars/Base"})"), "/timeZone");
  EXPECT_EQ(faults(R"({"firstName":"A","lastName":"B","birthday":"yesterday"})"), "/birthday");
  EXPECT_EQ(faults(R"({"firstName":"A","lastName":"B","profileVisibility":"me"})"),
            "/profileVisibility");
  EXPECT_EQ(faults("{\"firstName\":\"A\",\"lastName\":\"" + std::string(101, 'b') + "\"}"),
            "/lastName");
  EXPECT_EQ(faults(R"({"firstName":"A","lastName":"B","jobs":[],"userId":7})"), "");
}

TEST_F(Profiles, TheRelationToAFriendIsCalledFriend) {
  UserInfo info;
  info.relation = Relation::friend_;
  EXPECT_NE(describe::to_json(info).find(R"("relation":"friend")"), std::string::npos);
}

}  // namespace
}  // namespace dailygrind::user
