#include "platform/describe/json_read.hpp"
#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Weekdays = std::vector<std::int64_t>;

Preferences preferences_read_by(World& world, const std::string& who) {
  const auto caller = World::call(who);
  return testing::run(read_preferences(*world.push, caller));
}

std::string faults_in(World& world, NewDailyPreferences daily) {
  static const auto ada = World::call("ada");
  return faults_of(replace_preferences(*world.push, ada, {.daily = std::move(daily)}));
}

/// As a client sends them; "" where they can be read.
std::string faults_in_json(std::string_view body) {
  try {
    describe::from_json<NewPreferences>(body);
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.status(), 422);
    return problem.faults().at(0).pointer;
  }
  return {};
}

TEST(PreferencesOf, WhoHasChosenNothingAreACallAtNoonAndEverything) {
  World world;
  const auto found = preferences_read_by(world, "ada");
  EXPECT_TRUE(found.daily.enabled);
  EXPECT_EQ(found.daily.time, "12:00");
  EXPECT_THAT(found.daily.weekdays, ElementsAre(1, 2, 3, 4, 5, 6, 7));
  EXPECT_THAT(found.daily.quiet_days, IsEmpty());
  EXPECT_EQ(found.when_already_posted, WhenAlreadyPosted::none);
  EXPECT_TRUE(found.friend_requests && found.acceptances && found.comments && found.likes);
}

TEST(PreferencesOf, AChoiceAreKeptAsTheyWereGivenBack) {
  World world;
  const auto kept = world.prefer(
      "ada", {.daily = NewDailyPreferences{.time = "06:05", .weekdays = Weekdays{2, 4}},
              .when_already_posted = WhenAlreadyPosted::other,
              .likes = false});
  EXPECT_EQ(kept.daily.time, "06:05");
  EXPECT_EQ(kept, preferences_read_by(world, "ada"));
  EXPECT_EQ(default_preferences(), preferences_read_by(world, "grace"));
}

TEST(PreferencesOf, ANewChoiceForgetTheOneBefore) {
  World world;
  world.prefer("ada", {.daily = NewDailyPreferences{.time = "06:00"}, .likes = false});
  EXPECT_EQ(world.prefer("ada", {}), default_preferences());
}

TEST(PreferencesOf, WeekdaysAndDaysAreSortedAndSaidOnce) {
  World world;
  const auto kept = world.prefer(
      "ada",
      {.daily = NewDailyPreferences{.weekdays = Weekdays{7, 1, 7, 1},
                                    .quiet_days = {"2026-12-25", "2026-12-24", "2026-12-25"}}});
  EXPECT_THAT(kept.daily.weekdays, ElementsAre(1, 7));
  EXPECT_THAT(kept.daily.quiet_days, ElementsAre("2026-12-24", "2026-12-25"));
}

TEST(PreferencesOf, TheSameChoiceAreNotWrittenAgain) {
  World world;
  world.prefer("ada", {.likes = false});
  const auto before = world.store.statistics().transactions;
  world.prefer("ada", {.likes = false});
  EXPECT_EQ(world.store.statistics().transactions, before);
}

TEST(PreferencesOf, NoTimeOfDayAreRefused) {
  World world;
  for (const auto* time : {"", "noon", "24:00", "12:60", "1:00", "12:0", "12:00:00", "-1:00",
                           "12.00", " 12:00", "12:00 "}) {
    EXPECT_EQ(faults_in(world, {.time = time}), "/daily/time") << time;
  }
  for (const auto* time : {"00:00", "23:59"}) {
    EXPECT_EQ(faults_in(world, {.time = time}), "none") << time;
  }
}

TEST(PreferencesOf, NoWeekdayAndNoDayAreRefusedEachInItsPlace) {
  World world;
  EXPECT_EQ(faults_in(world, {.weekdays = Weekdays{1, 0, 8, -1}}),
            "/daily/weekdays/1 /daily/weekdays/2 /daily/weekdays/3");
  EXPECT_EQ(faults_in(world, {.quiet_days = {"2026-02-28", "2026-02-29", "2026-12", "today", ""}}),
            "/daily/quietDays/1 /daily/quietDays/2 /daily/quietDays/3 /daily/quietDays/4");
  EXPECT_EQ(faults_in(world, {.time = "?", .weekdays = Weekdays{9}, .quiet_days = {"?"}}),
            "/daily/time /daily/weekdays/0 /daily/quietDays/0");
  EXPECT_EQ(preferences_read_by(world, "ada"), default_preferences());
}

TEST(PreferencesOf, TooManyOrOtherKindsOfValuesAreRefused) {
  std::string days = R"("2026-01-01")";
  for (int i = 0; i < 366; ++i) days += R"(,"2026-01-01")";
  EXPECT_EQ(faults_in_json(R"({"daily":{"quietDays":[)" + days + "]}}"), "/daily/quietDays");
  EXPECT_EQ(faults_in_json(R"({"daily":{"weekdays":[1,2,3,4,5,6,7,1]}})"), "/daily/weekdays");
  EXPECT_EQ(faults_in_json(R"({"daily":{"time":"012:00"}})"), "/daily/time");
  EXPECT_EQ(faults_in_json(R"({"daily":{"time":12}})"), "/daily/time");
  EXPECT_EQ(faults_in_json(R"({"daily":{"enabled":"yes"}})"), "/daily/enabled");
  EXPECT_EQ(faults_in_json(R"({"whenAlreadyPosted":"perhaps"})"), "/whenAlreadyPosted");
  EXPECT_EQ(faults_in_json(R"({"likes":1})"), "/likes");
  EXPECT_EQ(faults_in_json("{}"), "");
}

TEST(PreferencesOf, TheDeletedAreRefusedAndForgotten) {
  World world;
  world.prefer("ada", {.likes = false});
  world.remove("ada");
  const auto ada = World::call("ada");
  EXPECT_EQ(status_of(replace_preferences(*world.push, ada, {})), 401);
  EXPECT_EQ(preferences_read_by(world, "ada"), default_preferences());
}

TEST(PreferencesOf, OneOfTwoWhoChooseAtOnceAreKeptWhole) {
  World world;
  const auto ada = World::call("ada");
  std::vector<Task<Preferences>> tasks;
  for (const bool choice : {true, false}) {
    const auto daily = NewDailyPreferences{.time = choice ? "06:00" : "18:00"};
    tasks.push_back(replace_preferences(*world.push, ada, {.daily = daily, .likes = choice}));
  }
  const auto kept = testing::run_all(std::move(tasks));
  const auto found = preferences_read_by(world, "ada");
  EXPECT_TRUE(found == kept[0] || found == kept[1]);
  EXPECT_EQ(world.keys_in(call_partition("UTC#" + found.daily.time, shard_of(ada.user))).size(), 1);
  std::int64_t people = 0;
  for (const auto& place : testing::run(world.push->repository.places())) people += place.people;
  EXPECT_EQ(people, 1);
}

}  // namespace
}  // namespace dailygrind::push
