#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Task<Accepted<PushJob>> send(World& world, TextOr<Announcement> message) {
  static const auto caller = World::call("admin");
  return send_to_everyone(*world.push, caller, std::move(message));
}

TEST(SendJob, ReachesPeopleWithAndWithoutDailyCallAndDevices) {
  World world;
  world.crowd(3);
  world.person("p3", "Asia/Tokyo");
  world.person("p4", "America/New_York");
  world.prefer("p0", {.daily = NewDailyPreferences{.enabled = false}});
  world.prefer("p1", {.daily = NewDailyPreferences{.time = "03:00"}});
  world.prefer("p2", {.daily = NewDailyPreferences{.weekdays = std::vector<std::int64_t>{}}});
  world.announce("News");
  world.work();
  EXPECT_THAT(world.sender.endpoints(), SizeIs(3));
  for (const auto* who : {"p0", "p1", "p2", "p3", "p4"}) {
    EXPECT_THAT(world.titles_of(who), ElementsAre("News")) << who;
  }
}

TEST(SendJob, ReachesWhoHasPostedAndWhoHasAQuietDay) {
  World world;
  world.crowd(2);
  world.post("p0", "2026-11-23", "1");
  world.prefer("p1", {.daily = NewDailyPreferences{.quiet_days = {"2026-11-23"}}});
  world.announce("News");
  world.work();
  EXPECT_THAT(world.sender.endpoints(), SizeIs(2));
}

TEST(SendJob, LeavesOutDisabledAndDeletedPeople) {
  World world;
  world.crowd(2);
  world.disable("p0");
  world.remove("p1");
  world.announce("News");
  world.work();
  EXPECT_THAT(world.sender.log, IsEmpty());
}

TEST(SendJob, DoesNotTakeTheDailyCallsPlace) {
  World world;
  world.crowd(1);
  world.announce("News");
  world.work();
  world.at("2026-11-23T12:00:00Z");
  world.work();
  EXPECT_THAT(world.inbox_of("p0"), SizeIs(2));
}

TEST(SendJob, HasATopicAndAnAddressOfItsOwn) {
  World world;
  world.crowd(1);
  const Announcement message{.title = "News", .body = "Body", .url = "/about"};
  testing::run(send(world, {.described = message}));
  testing::run(send(world, {.text = "Only text"}));
  world.work();
  ASSERT_THAT(world.sender.log, SizeIs(2));
  EXPECT_NE(world.sender.log[0].message.topic, world.sender.log[1].message.topic);
  EXPECT_THAT(world.sender.log[0].message.payload,
              HasSubstr(R"("navigate":"https://grind.example.org/about")"));
  EXPECT_THAT(world.titles_of("p0"), ElementsAre("DailyGrind", "News"));
}

TEST(SendJob, IsOneForOneIdempotencyKey) {
  World world;
  world.crowd(1);
  EXPECT_EQ(world.announce("News", "k"), world.announce("News", "k"));
  EXPECT_NE(world.announce("News", "k"), world.announce("News", "l"));
  world.work();
  EXPECT_THAT(world.inbox_of("p0"), SizeIs(2));
}

TEST(SendJob, RefusesAddressesElsewhereAndLongTexts) {
  World world;
  for (const auto* url : {"http://example.org", "//example.org", "javascript:alert(1)", "", "a",
                          "https://example.org/\u20ac", "/a\"b", "/a b", "/a\\b"}) {
    const Announcement message{.title = "T", .body = "B", .url = url};
    EXPECT_EQ(faults_of(send(world, {.described = message})), "/url") << url;
  }
  EXPECT_EQ(faults_of(send(world, {.text = std::string(501, 'a')})), "");
  EXPECT_THAT(world.jobs(), IsEmpty());
}

TEST(SendJob, OfTheGreatestLengthFitsAMessage) {
  World world;
  world.crowd(1);
  for (const std::string letter : {"\"", "\u20ac"}) {
    std::string most;
    for (int i = 0; i < 500; ++i) most += letter;
    const auto title = most.substr(0, 200 * letter.size());
    const Announcement message{.title = title, .body = most, .url = "/" + std::string(999, 'u')};
    testing::run(send(world, {.described = message}));
  }
  world.work();
  ASSERT_THAT(world.sender.log, SizeIs(2));
  for (const auto& sent : world.sender.log) {
    EXPECT_LE(sent.message.payload.size(), webpush::longest_payload);
  }
}

TEST(SendJob, IsQueuedThenDoneWhereThereIsNobody) {
  World world;
  const auto id = world.announce("News");
  EXPECT_EQ(world.jobs().at(0).state, JobState::queued);
  world.work();
  const auto job = testing::run(read_job(*world.push, World::call("admin"), id));
  EXPECT_EQ(job.state, JobState::done);
  EXPECT_EQ(job.title, "News");
  EXPECT_EQ(job.queued, 0);
}

TEST(SendJob, ThatIsUnknownIsNotFound) {
  World world;
  const JobId id{uuid_v7(world.clock.now(), world.random)};
  EXPECT_EQ(status_of(read_job(*world.push, World::call("admin"), id)), 404);
}

TEST(SendJob, IsListedNewestFirstInPages) {
  World world;
  for (const auto* title : {"1", "2", "3"}) world.announce(title);
  const auto caller = World::call("admin");
  const auto first = testing::run(list_jobs(*world.push, caller, {.limit = 2}));
  ASSERT_THAT(first.items, SizeIs(2));
  EXPECT_EQ(first.items[0].title, "3");
  const auto last = testing::run(list_jobs(*world.push, caller, {2, first.next.value()}));
  ASSERT_THAT(last.items, SizeIs(1));
  EXPECT_EQ(last.items[0].title, "1");
  EXPECT_EQ(last.next, std::nullopt);
}

TEST(SendJob, GoesOnInTheMiddleOfAPlaceAfterACrash) {
  World world;
  world.crowd(60);
  for (int i = 0; i < 30; ++i) {
    world.prefer("p" + std::to_string(i), {.daily = NewDailyPreferences{.enabled = false}});
  }
  world.announce("News");
  abandon(world.push->jobs.run_pending(), [&] { return world.sender.log.size() >= 45; });
  world.reopen();
  world.work();
  for (int i = 0; i < 60; ++i) EXPECT_THAT(world.inbox_of("p" + std::to_string(i)), SizeIs(1)) << i;
  EXPECT_EQ(world.jobs().at(0).queued, 60);
}

}  // namespace
}  // namespace dailygrind::push
