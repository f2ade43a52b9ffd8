#include <algorithm>

#include "services/post/world_test.hpp"

/// One test for each defect of the earlier implementation that concerns this service. Most are told
/// apart in more detail elsewhere: races_test, visibility_test, cost_test, deletion_test.
namespace dailygrind::post {
namespace {

using ::testing::IsEmpty;

TEST(EarlierDefects, WholeTableScans) {
  // The store port has no scan; what is left to show is that a foreign post costs nothing.
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("grace").post_id;
  const auto ada = World::call("ada");
  const auto operations = [&] {
    const auto before = world.store.statistics();
    testing::run(read_post(world.posts, ada, post));
    testing::run(list_comments(world.posts, ada, post, {}));
    testing::run(timeline(world.posts, ada, {}));
    const auto after = world.store.statistics();
    return std::array{after.gets - before.gets, after.queries - before.queries,
                      after.batch_items - before.batch_items};
  };
  operations();  // from now on it is known where the post lies
  const auto alone = operations();
  for (int i = 0; i < 200; ++i) {
    const auto other = world.write("other-" + std::to_string(i)).post_id;
    world.comment("other-" + std::to_string(i), other);
  }
  EXPECT_EQ(operations(), alone);
}

TEST(EarlierDefects, AScanPerFriendInTheTimeline) {
  World world;
  for (int i = 0; i < 80; ++i) {
    const auto who = "friend-" + std::to_string(i);
    world.befriend("ada", who);
    world.write(who);
  }
  const auto before = world.store.statistics();
  EXPECT_EQ(world.timeline_of("ada").size(), 80);
  const auto after = world.store.statistics();
  EXPECT_EQ(after.queries - before.queries, 2);
  EXPECT_EQ(after.batch_gets - before.batch_gets, 2);
  EXPECT_EQ(after.gets, before.gets);
}

TEST(EarlierDefects, LostUpdatesInLikeAndCommentCounts) {
  World world;
  const auto post = world.write("ada").post_id;
  std::vector<Call> calls;
  for (int i = 0; i < 50; ++i) {
    calls.push_back(World::call("fan-" + std::to_string(i)));
    world.befriend("ada", calls.back().user.str());
  }
  std::vector<Task<void>> tasks;
  const auto react = [&](const Call& call) -> Task<> {
    co_await like_post(world.posts, call, post);
    co_await create_comment(world.posts, call, post, {"Hm"});
  };
  for (const auto& call : calls) tasks.push_back(react(call));
  testing::run_all(std::move(tasks));
  EXPECT_EQ(world.read("ada", post).like_count, 50);
  EXPECT_EQ(world.read("ada", post).comment_count, 50);
}

TEST(EarlierDefects, DoubleLikes) {
  World world;
  const auto post = world.write("ada").post_id;
  EXPECT_TRUE(world.like("ada", post));
  EXPECT_FALSE(world.like("ada", post));
  EXPECT_EQ(world.read("ada", post).like_count, 1);
}

TEST(EarlierDefects, EditsAndDeletesWithoutAnOwnershipCheck) {
  World world;
  world.befriend("ada", "grace");
  world.befriend("ada", "joan");
  const auto post = world.write("ada").post_id;
  const auto comment = world.comment("joan", post).comment_id;
  const auto grace = World::call("grace");
  EXPECT_EQ(status_of(edit_post(world.posts, grace, post, {"Mine", "now"}, {})), 403);
  EXPECT_EQ(status_of(delete_post(world.posts, grace, post)), 403);
  EXPECT_EQ(status_of(delete_comment(world.posts, grace, post, comment)), 403);
  EXPECT_EQ(world.read("ada", post).title, "Title");
  EXPECT_EQ(world.comments_seen_by("ada", post).size(), 1);
}

TEST(EarlierDefects, UserDeletionNeverReachedThePostService) {
  World world;
  for (const auto* who : {"ada", "grace"}) world.person(who);
  world.befriend("ada", "grace");
  world.write("ada");
  const auto post = world.write("grace").post_id;
  world.like("ada", post);
  world.comment("ada", post);
  world.remove("ada");
  EXPECT_THAT(world.timeline_of("grace"), IsEmpty());
  EXPECT_EQ(world.read("grace", post).like_count, 0);
  EXPECT_EQ(world.read("grace", post).comment_count, 0);
  EXPECT_THAT(world.comments_seen_by("grace", post), IsEmpty());
}

TEST(EarlierDefects, TwoPostsOnOneDayUnderARace) {
  World world;
  const auto ada = World::call("ada");
  std::vector<Task<int>> tasks;
  const auto attempt = [&]() -> Task<int> {
    try {
      co_await create_post(world.posts, ada, {.title = "T", .content = "C"});
    } catch (const Problem& problem) {
      co_return problem.status();
    }
    co_return 201;
  };
  for (int i = 0; i < 10; ++i) tasks.push_back(attempt());
  const auto statuses = testing::run_all(std::move(tasks));
  EXPECT_EQ(std::ranges::count(statuses, 201), 1);
}

TEST(EarlierDefects, ViewerFlagsComputedForTheWrongUser) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  world.like("ada", post);
  world.pin("ada", post);
  const auto flags = [](const Post& seen) { return std::pair{seen.is_liked, seen.is_pinned}; };
  const std::pair none{false, false};
  const std::pair both{true, true};
  EXPECT_EQ(flags(world.read("ada", post)), both);
  EXPECT_EQ(flags(world.read("grace", post)), none);
  EXPECT_EQ(flags(world.posts_seen_by("ada", "ada")[0]), both);
  EXPECT_EQ(flags(world.posts_seen_by("grace", "ada")[0]), none);
  EXPECT_EQ(flags(*world.daily_seen_by("grace", "ada")), none);
  EXPECT_EQ(flags(world.timeline_of("grace")[0].post), none);
  EXPECT_EQ(flags(world.pins_seen_by("grace", "ada")[0]), none);
}

}  // namespace
}  // namespace dailygrind::post
