#include "services/user/account_standing.hpp"
#include "services/user/on_account_event.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::run;

struct Administration : ::testing::Test {
  World world;
  const Call admin = World::call("admin");
  const UserId ada{"ada"};

  static bus::Event event(const char* type) {
    return {.id = "e", .type = type, .data = R"({"userId":"ada"})"};
  }
};

TEST_F(Administration, ListsAccountsWithTheNamesOfTheirProfiles) {
  world.create("ada", World::named("Ada", "Byron"));
  const auto accounts = run(list_accounts(world.users, admin, {"ada"}, {})).items;
  ASSERT_EQ(accounts.size(), 1U);
  EXPECT_EQ(accounts[0].email, "ada@example.org");
  EXPECT_EQ(accounts[0].last_name, "Byron");
  EXPECT_FALSE(run(list_accounts(world.users, admin, {"bob"}, {})).items[0].last_name);
}

TEST_F(Administration, DisablingShutsTheAccountAndHidesItsProfile) {
  world.create("ada");
  world.events();
  run(disable_account(world.users, admin, ada));
  EXPECT_TRUE(world.accounts.disabled.contains(ada));
  EXPECT_EQ(status_of(admit(world.users, ada, false)), 401);
  run(disable_account(world.users, admin, ada));
  const auto events = world.events();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].type, "USER_UPDATED");
  EXPECT_NE(events[0].data.find(R"("disabled":true)"), std::string::npos);
  run(enable_account(world.users, admin, ada));
  EXPECT_EQ(status_of(admit(world.users, ada, false)), 0);
}

TEST_F(Administration, ChangesSessionsAndGroups) {
  run(sign_out_account(world.users, admin, ada));
  EXPECT_TRUE(world.accounts.signed_out.contains(ada));
  run(add_to_group(world.users, admin, ada, GroupName{"admin"}));
  EXPECT_THAT(world.accounts.groups[ada], ElementsAre("admin"));
  run(remove_from_group(world.users, admin, ada, GroupName{"admin"}));
  EXPECT_THAT(world.accounts.groups[ada], IsEmpty());
}

TEST_F(Administration, OfAnAccountThatDoesNotExistIsNotFound) {
  world.accounts.removed.insert(ada);
  EXPECT_EQ(status_of(disable_account(world.users, admin, ada)), 404);
  EXPECT_EQ(status_of(enable_account(world.users, admin, ada)), 404);
  EXPECT_EQ(status_of(sign_out_account(world.users, admin, ada)), 404);
  EXPECT_EQ(status_of(add_to_group(world.users, admin, ada, GroupName{"admin"})), 404);
  world.users.accounts = nullptr;
  EXPECT_EQ(status_of(disable_account(world.users, admin, ada)), 404);
}

TEST_F(Administration, WorksBeforeThereIsAProfile) {
  run(set_disabled(world.users, ada, true));
  EXPECT_EQ(status_of(admit(world.users, ada, false)), 401);
  EXPECT_THAT(world.event_types(), ElementsAre("USER_UPDATED"));
  const Call call = World::call("ada");
  EXPECT_FALSE(run(my_profile(world.users, call)));
  run(set_disabled(world.users, ada, false));
  world.create("ada");
  EXPECT_EQ(run(my_profile(world.users, call))->first_name, "First");
  EXPECT_THAT(world.event_types(), ElementsAre("USER_UPDATED", "USER_CREATED"));
}

TEST_F(Administration, NeverSpeaksOfSomebodyDeleted) {
  world.create("ada");
  world.remove("ada");
  world.events();
  run(set_disabled(world.users, ada, true));
  EXPECT_THAT(world.events(), IsEmpty());
  EXPECT_EQ(status_of(admit(world.users, ada, false)), 401);
}

TEST_F(Administration, AccountEventsAreAReasonToAskTheDirectory) {
  world.create("ada");
  world.accounts.disabled.insert(ada);
  run(on_account_event(world.users, event("ACCOUNT_ENABLED")));  // late: it was disabled since
  EXPECT_EQ(status_of(admit(world.users, ada, false)), 401);
  world.accounts.disabled.clear();
  run(on_account_event(world.users, event("ACCOUNT_DISABLED")));
  EXPECT_EQ(status_of(admit(world.users, ada, false)), 0);
  run(on_account_event(world.users, event("SOMETHING_ELSE")));
}

TEST_F(Administration, WithoutADirectoryAccountEventsAreBelieved) {
  world.create("ada");
  world.users.accounts = nullptr;
  run(on_account_event(world.users, event("ACCOUNT_DISABLED")));
  EXPECT_EQ(status_of(admit(world.users, ada, false)), 401);
}

}  // namespace
}  // namespace dailygrind::user
