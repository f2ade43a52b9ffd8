#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto daily_title = "Time for today's Piece of Knowledge";

TEST(DailyCall, ReachesADeviceAndTheInboxAtNoon) {
  World world;
  world.person("ada");
  world.subscribe("ada", "a");
  world.at("2026-11-23T11:59:59Z");
  world.work();
  EXPECT_THAT(world.sender.log, IsEmpty());
  world.at("2026-11-23T12:00:00Z");
  world.work();
  ASSERT_THAT(world.sender.endpoints(), ElementsAre("https://push.example.org/a"));
  const auto& message = world.sender.log[0].message;
  EXPECT_EQ(message.topic, "daily");
  EXPECT_THAT(message.payload, HasSubstr(daily_title));
  EXPECT_THAT(message.payload, HasSubstr(R"("navigate":"https://grind.example.org/")"));
  EXPECT_THAT(world.titles_of("ada"), ElementsAre(daily_title));
}

TEST(DailyCall, ComesOnceADayHoweverOftenTheSchedulerLooks) {
  World world;
  world.person("ada");
  world.subscribe("ada", "a");
  for (const auto* moment : {"2026-11-23T12:00:00Z", "2026-11-23T12:00:01Z", "2026-11-23T14:00:00Z",
                             "2026-11-24T11:59:59Z"}) {
    world.at(moment);
    world.work();
    EXPECT_EQ(world.sender.log.size(), 1) << moment;
  }
  world.at("2026-11-24T12:00:00Z");
  world.work();
  EXPECT_EQ(world.sender.log.size(), 2);
  EXPECT_EQ(world.inbox_of("ada").size(), 2);
}

TEST(DailyCall, FillsTheInboxOfPeopleWithoutDevices) {
  World world;
  world.person("ada");
  world.at("2026-11-23T12:00:00Z");
  world.work();
  EXPECT_THAT(world.titles_of("ada"), ElementsAre(daily_title));
}

TEST(DailyCall, ReachesPeopleWithoutAProfileAtNoonInUtc) {
  World world;
  world.subscribe("stranger", "s");
  world.at("2026-11-23T12:00:00Z");
  world.work();
  EXPECT_EQ(world.sender.log.size(), 1);
}

TEST(DailyCall, FollowsTheTimeZone) {
  World world;
  world.person("ada", "Asia/Tokyo");  // noon there was at three
  world.subscribe("ada", "a");
  world.hear("USER_UPDATED", World::profile("ada", "America/New_York"));
  world.at("2026-11-23T12:00:00Z");
  world.work();
  EXPECT_THAT(world.sender.log, IsEmpty());
  world.at("2026-11-23T17:00:00Z");
  world.work();
  EXPECT_EQ(world.sender.log.size(), 1);
}

TEST(DailyCall, IsNotRepeatedByAMove) {
  World world;
  world.person("ada", "Europe/Berlin");
  world.subscribe("ada", "a");
  world.at("2026-11-23T11:00:00Z");
  world.work();
  world.hear("USER_UPDATED", World::profile("ada", "America/New_York"));
  world.at("2026-11-23T17:00:00Z");
  world.work();
  EXPECT_EQ(world.sender.log.size(), 1);
  world.at("2026-11-24T17:00:00Z");
  world.work();
  EXPECT_EQ(world.sender.log.size(), 2);
}

TEST(DailyCall, IsNotRepeatedByAMoveThroughAPlaceWhereTomorrowsIsOver) {
  World world;
  world.person("ada", "Europe/Berlin");
  world.at("2026-11-23T11:00:00Z");
  world.work();
  world.prefer("ada", {.daily = NewDailyPreferences{.time = "00:30"}});
  world.hear("USER_UPDATED", World::profile("ada", "Pacific/Kiritimati"));
  world.hear("USER_UPDATED", World::profile("ada", "America/New_York"));
  world.prefer("ada", {});
  world.at("2026-11-23T17:00:00Z");
  world.work();
  EXPECT_EQ(world.inbox_of("ada").size(), 1);
}

TEST(DailyCall, IsNotRepeatedByANewTime) {
  World world;
  world.person("ada");
  world.at("2026-11-23T12:00:00Z");
  world.work();
  world.prefer("ada", {.daily = NewDailyPreferences{.enabled = false}});
  world.prefer("ada", {.daily = NewDailyPreferences{.time = "18:00"}});
  world.at("2026-11-23T18:00:00Z");
  world.work();
  EXPECT_EQ(world.inbox_of("ada").size(), 1);
}

TEST(DailyCall, KeepsToTimeWeekdaysAndQuietDays) {
  World world;
  world.person("ada");
  world.prefer("ada", {.daily = NewDailyPreferences{.time = "09:30",
                                                    .weekdays = std::vector<std::int64_t>{1, 3},
                                                    .quiet_days = {"2026-11-25"}}});
  std::vector<std::string> days;
  for (int day = 23; day < 31; ++day) {  // from a Monday to the next
    world.at("2026-11-" + std::to_string(day) + "T09:30:00Z");
    const auto before = world.inbox_of("ada").size();
    world.work();
    if (world.inbox_of("ada").size() > before) days.push_back(std::to_string(day));
  }
  EXPECT_THAT(days, ElementsAre("23", "30"));
}

TEST(DailyCall, CanBeTurnedOff) {
  World world;
  world.person("ada");
  world.prefer("ada", {.daily = NewDailyPreferences{.enabled = false}});
  world.at("2026-11-23T12:00:00Z");
  world.work();
  EXPECT_THAT(world.inbox_of("ada"), IsEmpty());
}

TEST(DailyCall, SaysNothingOrSomethingElseToWhoHasPosted) {
  World world;
  for (const auto* who : {"ada", "grace", "joan"}) world.person(who);
  world.prefer("grace", {.when_already_posted = WhenAlreadyPosted::other});
  world.post("ada", "2026-11-23", "01");
  world.post("grace", "2026-11-23", "02");
  world.post("joan", "2026-11-23", "03");
  world.hear("POST_DELETED", events::Post{"03", UserId{"joan"}, "2026-11-23"});
  world.at("2026-11-23T12:00:00Z");
  world.work();
  EXPECT_THAT(world.titles_of("ada"), IsEmpty());
  EXPECT_THAT(world.titles_of("grace"), ElementsAre("You have shared today"));
  EXPECT_THAT(world.titles_of("joan"), ElementsAre(daily_title));
}

TEST(DailyCall, CatchesUpWithinTheLimitAndOnTheSameDayOnly) {
  for (const auto& [moment, calls] :
       {std::pair{"2026-11-23T14:59:59Z", 1}, {"2026-11-23T15:00:01Z", 0}}) {
    World world;
    world.person("ada");
    world.at(moment);
    world.work();
    EXPECT_EQ(world.inbox_of("ada").size(), calls) << moment;
  }
  World world;
  world.person("ada");
  world.prefer("ada", {.daily = NewDailyPreferences{.time = "23:30"}});
  world.at("2026-11-24T00:10:00Z");
  world.work();
  EXPECT_THAT(world.inbox_of("ada"), IsEmpty());
}

TEST(DailyCall, DoesNotReachWhoComesAfterIt) {
  World world;
  world.at("2026-11-23T12:30:00Z");
  world.person("ada");
  world.work();
  EXPECT_THAT(world.inbox_of("ada"), IsEmpty());
}

TEST(DailyCall, LeavesOutDisabledAndDeletedPeople) {
  World world;
  for (const auto* who : {"ada", "grace"}) {
    world.person(who);
    world.subscribe(who, who);
  }
  world.disable("ada");
  world.remove("grace");
  world.at("2026-11-23T12:00:00Z");
  world.work();
  EXPECT_THAT(world.sender.log, IsEmpty());
  EXPECT_THAT(world.keys_in(places_partition), IsEmpty());
  world.hear("USER_UPDATED", World::profile("ada"));
  world.at("2026-11-24T12:00:00Z");
  world.work();
  EXPECT_THAT(world.sender.endpoints(), ElementsAre("https://push.example.org/ada"));
}

TEST(DailyCall, ForgetsPlacesWhereNobodyIs) {
  World world;
  world.person("ada", "Europe/Berlin");
  world.hear("USER_UPDATED", World::profile("ada", "Asia/Tokyo"));
  world.at("2026-11-24T11:00:00Z");
  world.work();
  EXPECT_THAT(world.keys_in(places_partition), ElementsAre("Asia/Tokyo#12:00"));
}

TEST(DailyCall, CountsWhatBecameOfIt) {
  World world;
  for (int i = 0; i < 40; ++i) {
    world.person("p" + std::to_string(i));
    world.subscribe("p" + std::to_string(i), std::to_string(i));
  }
  world.sender.script = [&](const webpush::Subscription& to, int attempt) -> Attempt {
    const auto number = std::stoi(to.endpoint.substr(to.endpoint.rfind('/') + 1));
    if (number % 10 == 0) return {.outcome = Outcome::gone, .status = 404};
    if (number % 10 == 1 && attempt == 1) {
      return {.outcome = Outcome::throttled,
              .retry_at = world.clock.now() + std::chrono::minutes{1}};
    }
    if (number % 10 == 2) return {.outcome = Outcome::refused, .status = 400};
    return {.outcome = Outcome::sent, .status = 201};
  };
  world.at("2026-11-23T12:00:02Z");
  world.work();
  auto job = world.jobs().at(0);
  EXPECT_EQ(job.state, JobState::running);
  EXPECT_EQ(job.queued, 40);
  EXPECT_EQ(job.sent, 28);
  EXPECT_EQ(job.gone, 4);
  EXPECT_EQ(job.throttled, 4);
  EXPECT_EQ(job.failed, 4);
  EXPECT_GE(job.lateness_p50, 2000);
  EXPECT_LE(job.lateness_p99, 2500);
  ASSERT_EQ(job.services.size(), 1);
  EXPECT_EQ(job.services[0].service, "https://push.example.org");
  EXPECT_EQ(job.services[0].sent, 28);
  world.clock.advance(std::chrono::minutes{1});
  world.work();
  job = world.jobs().at(0);
  EXPECT_EQ(job.state, JobState::done);
  EXPECT_EQ(job.sent, 32);
  EXPECT_EQ(world.sender.log.size(), 44);
  EXPECT_THAT(world.subscriptions_of("p0"), IsEmpty());
  EXPECT_EQ(world.subscriptions_of("p1").size(), 1);
  EXPECT_THAT(world.keys_in(work_partition), IsEmpty());
}

}  // namespace
}  // namespace dailygrind::push
