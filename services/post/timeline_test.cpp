#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> authors_in(const std::vector<TimelineEntry>& entries) {
  std::vector<std::string> authors;
  for (const auto& entry : entries) {
    EXPECT_EQ(entry.post.user_id, entry.user.user_id);
    authors.push_back(entry.user.user_id.str());
  }
  return authors;
}

TEST(Timeline, HasTodaysPostOfEachFriendNewestFirst) {
  World world;
  for (const auto* who : {"b", "c", "d"}) {
    world.person(who);
    world.befriend("ada", who);
  }
  world.person("stranger");
  world.clock.advance(-std::chrono::hours{24});
  world.write("d");
  world.clock.advance(std::chrono::hours{24});
  for (const auto* who : {"c", "stranger", "ada", "b"}) {
    world.clock.advance(milliseconds{1});
    world.write(who);
  }
  EXPECT_THAT(authors_in(world.timeline_of("ada")), ElementsAre("b", "c"));
  EXPECT_EQ(describe::to_json(world.timeline_of("ada")[0].user),
            R"({"userId":"b","firstName":"First","lastName":"b"})");
  EXPECT_THAT(world.timeline_of("stranger"), IsEmpty());
}

TEST(Timeline, ShowsTheViewersLikes) {
  World world;
  for (const auto* who : {"b", "c"}) world.befriend("ada", who);
  const auto b = world.write("b").post_id;
  world.clock.advance(milliseconds{1});
  const auto c = world.write("c").post_id;
  world.like("ada", b);
  world.like("c", c);
  const auto entries = world.timeline_of("ada");
  EXPECT_EQ(entries[0].post.post_id, c);
  EXPECT_FALSE(entries[0].post.is_liked);
  EXPECT_EQ(entries[0].post.like_count, 1);
  EXPECT_TRUE(entries[1].post.is_liked);
}

TEST(Timeline, PagesToTheEndAlsoAcrossOneMillisecond) {
  World world;
  std::vector<std::string> written;
  for (char c = 'b'; c <= 'j'; ++c) {
    const std::string who{c};
    world.befriend("ada", who);
    if (c == 'f') world.clock.advance(milliseconds{1});
    written.push_back(world.write(who).post_id.str());
  }
  const auto caller = World::call("ada");
  const auto entries = all_pages(2, [&](Page page) { return timeline(world.posts, caller, page); });
  std::vector<std::string> read;
  for (const auto& entry : entries) read.push_back(entry.post.post_id.str());
  EXPECT_THAT(read, ::testing::UnorderedElementsAreArray(written));
  EXPECT_TRUE(std::ranges::is_sorted(read, std::greater{}));
}

TEST(Timeline, HasMoreFriendsThanAPage) {
  World world;
  for (int i = 0; i < 130; ++i) {
    const auto who = "friend-" + std::to_string(i);
    world.befriend("ada", who);
    world.write(who);
  }
  const auto caller = World::call("ada");
  EXPECT_EQ(testing::run(timeline(world.posts, caller, {})).items.size(), 50);
  EXPECT_EQ(all_pages(100, [&](Page page) { return timeline(world.posts, caller, page); }).size(),
            130);
}

TEST(Timeline, HidesWhoIsDisabledDeletedUnfriendedOrBlocked) {
  World world;
  for (const auto* who : {"b", "c", "d", "e", "f"}) {
    world.person(who);
    world.befriend("ada", who);
    world.write(who);
  }
  world.disable("b");
  world.remove("c");
  world.unfriend("d", "ada");
  world.block("e", "ada");
  EXPECT_THAT(authors_in(world.timeline_of("ada")), ElementsAre("f"));
}

TEST(Days, AreTheAuthorsAndEndAtTheAuthorsMidnight) {
  World world;
  world.person("kai", "Pacific/Honolulu");
  world.person("mere", "Pacific/Auckland");
  world.befriend("kai", "mere");
  world.at("2026-11-24T08:00:00Z");
  EXPECT_EQ(world.write("kai").day, "2026-11-23");
  EXPECT_EQ(world.write("mere").day, "2026-11-24");
  EXPECT_THAT(authors_in(world.timeline_of("mere")), ElementsAre("kai"));
  world.at("2026-11-24T09:59:59Z");
  EXPECT_THAT(authors_in(world.timeline_of("mere")), ElementsAre("kai"));
  EXPECT_TRUE(world.daily_seen_by("mere", "kai"));
  world.at("2026-11-24T10:00:00Z");
  EXPECT_THAT(authors_in(world.timeline_of("mere")), IsEmpty());
  EXPECT_FALSE(world.daily_seen_by("mere", "kai"));
  EXPECT_THAT(authors_in(world.timeline_of("kai")), ElementsAre("mere"));
  EXPECT_EQ(world.write("kai").day, "2026-11-24");
  world.at("2026-11-24T11:00:00Z");
  EXPECT_THAT(authors_in(world.timeline_of("kai")), IsEmpty());
}

TEST(Timeline, AnOutageOfTheStoreIsA503) {
  World world;
  world.befriend("ada", "grace");
  const auto ada = World::call("ada");
  using Call = testing::FaultStore::Call;
  for (const auto call : {Call::query, Call::batch_get}) {  // one of two reads, then both
    world.faults.fail_always(call);
    EXPECT_EQ(status_of(timeline(world.posts, ada, {})), 503);
    EXPECT_EQ(status_of(daily_post(world.posts, ada, UserId{"grace"})), 503);
  }
}

struct Moment {
  const char* zone;
  const char* at;
  const char* day;
};

class DayOf : public ::testing::TestWithParam<Moment> {};

TEST_P(DayOf, TheAuthorsPlace) {
  World world;
  world.person("ada", GetParam().zone);
  world.at(GetParam().at);
  EXPECT_EQ(world.write("ada").day, GetParam().day);
}

INSTANTIATE_TEST_SUITE_P(
    Zones, DayOf,
    ::testing::Values(Moment{"Pacific/Kiritimati", "2026-11-23T10:00:00Z", "2026-11-24"},
                      Moment{"Etc/GMT+12", "2026-11-23T11:59:59Z", "2026-11-22"},
                      Moment{"Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29"},
                      Moment{"Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"},
                      Moment{"Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25"},
                      Moment{"UTC", "2028-02-29T23:59:59Z", "2028-02-29"}));

TEST(Days, ALikeOnTheLongestDayStillShows) {
  World world;
  world.person("ada", "Pacific/Kiritimati");
  world.befriend("ada", "grace");
  world.at("2026-11-23T10:00:00Z");
  const auto post = world.write("ada");
  world.like("grace", post.post_id);
  world.hear("USER_UPDATED", World::profile("ada", "Etc/GMT+12"));
  world.at("2026-11-25T11:59:59Z");
  const auto entries = world.timeline_of("grace");
  ASSERT_EQ(entries.size(), 1);
  EXPECT_EQ(entries[0].post.day, "2026-11-24");
  EXPECT_TRUE(entries[0].post.is_liked);
}

}  // namespace
}  // namespace dailygrind::post
