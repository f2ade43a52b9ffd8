#include "services/user/account_standing.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using testing::run;

enum class Viewer { self, friend_, stranger, administrator, blocker, blocked };

struct Case {
  const char* name;
  Viewer viewer;
  ProfileVisibility profile;
  ContactVisibility contact;
  bool exists;        ///< may know of the person
  bool sees_profile;  ///< headline, location, jobs, education, friends
  bool sees_contact;  ///< e-mail, birthday
};

constexpr auto all = ProfileVisibility::everyone;
constexpr auto friends = ProfileVisibility::friends;
constexpr auto hidden = ContactVisibility::self;
constexpr auto shared = ContactVisibility::friends;

const Case cases[] = {
    {"SelfSeesAll", Viewer::self, all, hidden, true, true, true},
    {"SelfSeesAllOfAProfileForFriends", Viewer::self, friends, hidden, true, true, true},
    {"FriendSeesNoContact", Viewer::friend_, all, hidden, true, true, false},
    {"FriendSeesSharedContact", Viewer::friend_, all, shared, true, true, true},
    {"FriendSeesAProfileForFriends", Viewer::friend_, friends, hidden, true, true, false},
    {"StrangerSeesAnOpenProfile", Viewer::stranger, all, shared, true, true, false},
    {"StrangerSeesTheNameAlone", Viewer::stranger, friends, shared, true, false, false},
    {"AdministratorSeesWhatAStrangerSees", Viewer::administrator, all, shared, true, true, false},
    {"AdministratorSeesTheNameAlone", Viewer::administrator, friends, shared, true, false, false},
    {"BlockerSeesNothing", Viewer::blocker, all, shared, false, false, false},
    {"BlockedSeesNothing", Viewer::blocked, all, shared, false, false, false},
};

struct Visibility : ::testing::TestWithParam<Case> {
  World world;
  Call viewer = World::call("viewer");
  const UserId ada{"ada"};

  void SetUp() override {
    auto input = World::named("Ada", "Byron");
    input.email = "ada@example.org";
    input.birthday = "1815";
    input.headline = "Analyst";
    input.location = "London";
    input.time_zone = "Europe/London";
    input.profile_visibility = GetParam().profile;
    input.contact_visibility = GetParam().contact;
    world.create("ada", input);
    world.create_all({"viewer", "cleo"});
    world.befriend("ada", "cleo");
    world.befriend("viewer", "cleo");
    const Call call = World::call("ada");
    run(add_job(world.users, call, {.job_title = "Analyst", .company_name = "Engine"}));
    run(add_education(world.users, call, {.institution = "Home"}));
    become(GetParam().viewer);
  }

  void become(Viewer kind) {
    if (kind == Viewer::self) viewer = World::call("ada");
    if (kind == Viewer::friend_) world.befriend("viewer", "ada");
    if (kind == Viewer::administrator) viewer.administrator = true;
    if (kind == Viewer::blocker) world.do_block("viewer", "ada");
    if (kind == Viewer::blocked) world.do_block("ada", "viewer");
  }

  [[nodiscard]] bool listed(const Paged<UserInfo>& page) const {
    const auto ids = ids_in(page.items);
    return std::ranges::find(ids, "ada") != ids.end();
  }
};

TEST_P(Visibility, OfOneProfile) {
  const Case& expected = GetParam();
  if (!expected.exists) {
    EXPECT_EQ(status_of(profile_of(world.users, viewer, ada)), 404);
    EXPECT_EQ(status_of(details_of(world.users, viewer, ada)), 404);
    return;
  }
  const auto info = run(profile_of(world.users, viewer, ada));
  EXPECT_EQ(info.first_name, "Ada");
  EXPECT_EQ(info.headline.has_value(), expected.sees_profile);
  EXPECT_EQ(info.location.has_value(), expected.sees_profile);
  EXPECT_EQ(info.time_zone, expected.sees_profile ? "Europe/London" : "UTC");
  EXPECT_EQ(info.email.has_value(), expected.sees_contact);
  EXPECT_EQ(info.birthday.has_value(), expected.sees_contact);
  EXPECT_EQ(info.profile_visibility.has_value(), expected.viewer == Viewer::self);
  EXPECT_EQ(info.contact_visibility.has_value(), expected.viewer == Viewer::self);
  EXPECT_EQ(info.is_friend, expected.viewer == Viewer::friend_);
  const auto details = run(details_of(world.users, viewer, ada));
  EXPECT_EQ(details.jobs.size(), expected.sees_profile ? 1U : 0U);
  EXPECT_EQ(details.educations.size(), expected.sees_profile ? 1U : 0U);
}

TEST_P(Visibility, OfTheListsBelowAProfile) {
  const Case& expected = GetParam();
  if (!expected.exists) {
    EXPECT_EQ(status_of(jobs_of(world.users, viewer, ada, {})), 404);
    EXPECT_EQ(status_of(education_of(world.users, viewer, ada, {})), 404);
    EXPECT_EQ(status_of(friends_of(world.users, viewer, ada, {})), 404);
    EXPECT_EQ(status_of(mutual_friends(world.users, viewer, ada, {})), 404);
    return;
  }
  const bool seen = expected.sees_profile;
  EXPECT_EQ(run(jobs_of(world.users, viewer, ada, {})).items.empty(), !seen);
  EXPECT_EQ(run(education_of(world.users, viewer, ada, {})).items.empty(), !seen);
  EXPECT_EQ(run(friends_of(world.users, viewer, ada, {})).items.empty(), !seen);
  EXPECT_EQ(run(mutual_friends(world.users, viewer, ada, {})).items.empty(), !seen);
}

TEST_P(Visibility, InLists) {
  const Case& expected = GetParam();
  const bool self = expected.viewer == Viewer::self;
  EXPECT_EQ(listed(run(search_people(world.users, viewer, {"ada"}, {}))), expected.exists);
  EXPECT_EQ(listed(run(list_people(world.users, viewer, {}))), expected.exists && !self);
  EXPECT_EQ(listed(run(friends_of(world.users, viewer, UserId{"cleo"}, {}))), expected.exists);
  EXPECT_EQ(listed(run(suggestions(world.users, viewer, {}))),
            expected.exists && !self && expected.viewer != Viewer::friend_);
}

TEST_P(Visibility, OfRequests) {
  const Case& expected = GetParam();
  if (expected.exists) return;
  EXPECT_EQ(status_of(request_friendship(world.users, viewer, {"ada"})), 404);
  EXPECT_EQ(status_of(accept_request(world.users, viewer, ada)), 404);
}

INSTANTIATE_TEST_SUITE_P(Of, Visibility, ::testing::ValuesIn(cases),
                         [](const auto& test) { return std::string{test.param.name}; });

TEST(DisabledAccounts, AreHiddenAndRefused) {
  World world;
  world.create_all({"ada", "bob", "cleo"});
  world.befriend("ada", "bob");
  world.befriend("cleo", "bob");
  run(set_disabled(world.users, UserId{"ada"}, true));
  const Call bob = World::call("bob");
  const Call cleo = World::call("cleo");
  EXPECT_EQ(status_of(admit(world.users, UserId{"ada"}, false)), 401);
  EXPECT_EQ(status_of(profile_of(world.users, bob, UserId{"ada"})), 404);
  EXPECT_THAT(ids_in(run(my_friends(world.users, bob, {})).items), ::testing::ElementsAre("cleo"));
  EXPECT_THAT(run(search_people(world.users, bob, {"ada"}, {})).items, ::testing::IsEmpty());
  EXPECT_THAT(run(suggestions(world.users, cleo, {})).items, ::testing::IsEmpty());
  EXPECT_EQ(status_of(request_friendship(world.users, cleo, {"ada"})), 404);
  EXPECT_EQ(status_of(block(world.users, cleo, UserId{"ada"})), 404);

  run(set_disabled(world.users, UserId{"ada"}, false));
  EXPECT_EQ(status_of(admit(world.users, UserId{"ada"}, false)), 0);
  EXPECT_TRUE(world.see("bob", "ada").is_friend);
}

}  // namespace
}  // namespace dailygrind::user
