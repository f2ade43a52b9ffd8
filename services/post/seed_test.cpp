#include "services/post/seed.hpp"

#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

std::vector<SeededPost> history(const World& world) {
  std::vector<SeededPost> posts;
  for (int day = 0; day < 70; ++day) {
    const auto at = world.clock.now() - std::chrono::days{day};
    SeededPost post{.author = UserId{"ada"}, .title = "T", .content = "C", .at = at};
    if (day % 2 == 0) post.likes = {UserId{"grace"}, UserId{"joan"}};
    if (day % 3 == 0) post.comments = {{UserId{"grace"}, "Hm", at}, {UserId{"grace"}, "Ah", at}};
    posts.push_back(std::move(post));
  }
  return posts;
}

TEST(Seed, WritesWhatTheVerbsRead) {
  World world;
  world.befriend("ada", "grace");
  const auto before = world.store.statistics().transactions;
  EXPECT_EQ(testing::run(seed_posts(world.posts, history(world))), 70);
  EXPECT_LE(world.store.statistics().transactions - before, 5);
  const auto today = *world.daily_seen_by("grace", "ada");
  EXPECT_TRUE(today.is_liked);
  EXPECT_EQ(today.like_count, 2);
  EXPECT_EQ(today.comment_count, 2);
  EXPECT_EQ(world.likes_seen_by("grace", today.post_id).size(), 2);
  EXPECT_EQ(world.comments_seen_by("grace", today.post_id).size(), 2);
  EXPECT_EQ(world.timeline_of("grace").size(), 1);
  world.unlike("grace", today.post_id);
  EXPECT_EQ(world.read("ada", today.post_id).like_count, 1);
  testing::run(delete_post(world.posts, World::call("ada"), today.post_id));
  EXPECT_THAT(world.keys_of(today.post_id), ::testing::IsEmpty());
}

TEST(Seed, LeavesOutDaysThatAreTaken) {
  World world;
  const auto mine = world.write("ada", "Mine");
  EXPECT_EQ(testing::run(seed_posts(world.posts, history(world))), 69);
  EXPECT_EQ(testing::run(seed_posts(world.posts, history(world))), 0);
  EXPECT_EQ(world.read("ada", mine.post_id).title, "Mine");
}

TEST(Seed, TheDayIsTheAuthors) {
  World world;
  const std::vector<SeededPost> one{{.author = UserId{"ada"},
                                     .zone = "Pacific/Kiritimati",
                                     .title = "T",
                                     .content = "C",
                                     .at = world.clock.now()}};
  testing::run(seed_posts(world.posts, one));
  EXPECT_EQ(world.posts_seen_by("ada", "ada")[0].day, "2026-11-24");
}

}  // namespace
}  // namespace dailygrind::post
