#include "platform/testing/store_cost.hpp"
#include "services/post/seed.hpp"
#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using testing::Cost;

template <typename T>
Cost cost_of(World& world, Task<T> task) {
  return testing::cost_of(world.store, std::move(task));
}

/// Ada's friend grace posts for so many days before today, each post with likes and comments.
struct Past {
  World world;
  PostId post;

  explicit Past(int days) {
    world.person("ada");
    world.person("grace");
    world.befriend("ada", "grace");
    std::vector<SeededPost> history;
    for (int day = days; day > 0; --day) {
      const auto at = world.clock.now() - std::chrono::days{day};
      history.push_back({.author = UserId{"grace"},
                         .title = "T",
                         .content = "C",
                         .at = at,
                         .likes = {UserId{"ada"}, UserId{"joan"}},
                         .comments = {{UserId{"ada"}, "Hm", at}}});
    }
    EXPECT_EQ(testing::run(seed_posts(world.posts, history)), history.size());
    post = world.write("grace").post_id;
  }
  Cost timeline_cost() { return cost_of(world, timeline(world.posts, ada, {})); }

  Call ada = World::call("ada");
};

TEST(Cost, OfTheTimelineDoesNotDependOnHowManyPostsThereAre) {
  const Cost expected{.batches = 2, .queries = 2};
  for (const int days : {0, 10, 1000}) {
    Past past{days};
    EXPECT_EQ(past.timeline_cost(), expected) << days;
    const auto before = past.world.store.statistics().batch_items;
    past.timeline_cost();
    EXPECT_EQ(past.world.store.statistics().batch_items - before, 2);
  }
}

TEST(Cost, OfReads) {
  Past past{100};
  auto& [world, post, ada] = past;
  auto& posts = world.posts;
  const UserId grace{"grace"};
  EXPECT_EQ(cost_of(world, read_post(posts, ada, post)), (Cost{.gets = 1, .batches = 1}));
  // From now on it is known where the post lies.
  EXPECT_EQ(cost_of(world, read_post(posts, ada, post)), (Cost{.batches = 1}));
  EXPECT_EQ(cost_of(world, daily_post(posts, ada, grace)), (Cost{.batches = 1, .queries = 1}));
  EXPECT_EQ(cost_of(world, list_posts(posts, ada, grace, {})), (Cost{.batches = 2, .queries = 1}));
  EXPECT_EQ(cost_of(world, list_pinned_posts(posts, ada, grace, {})),
            (Cost{.gets = 1, .batches = 3}));
  EXPECT_EQ(cost_of(world, calendar(posts, ada, {"2026-11"}, {})), (Cost{.queries = 1}));
  world.like("ada", post);
  world.comment("ada", post);
  EXPECT_EQ(cost_of(world, list_likes(posts, ada, post, {})), (Cost{.batches = 2, .queries = 2}));
  EXPECT_EQ(cost_of(world, list_comments(posts, ada, post, {})),
            (Cost{.batches = 2, .queries = 2}));
  EXPECT_EQ(cost_of(world, admit(posts, grace)), (Cost{.gets = 1}));
}

TEST(Cost, OfWrites) {
  Past past{100};
  auto& [world, post, ada] = past;
  auto& posts = world.posts;
  const auto grace = World::call("grace");
  EXPECT_EQ(cost_of(world, create_post(posts, ada, {.title = "T", .content = "C"})),
            (Cost{.gets = 1, .transactions = 1}));
  EXPECT_EQ(cost_of(world, like_post(posts, ada, post)), (Cost{.gets = 2, .transactions = 1}));
  EXPECT_EQ(cost_of(world, like_post(posts, ada, post)), (Cost{.gets = 1, .transactions = 1}));
  EXPECT_EQ(cost_of(world, unlike_post(posts, ada, post)), (Cost{.transactions = 1}));
  EXPECT_EQ(cost_of(world, create_comment(posts, ada, post, {"Hm"})),
            (Cost{.batches = 1, .transactions = 1}));
  EXPECT_EQ(cost_of(world, edit_post(posts, grace, post, {"T", "C"}, {})),
            (Cost{.batches = 2, .transactions = 1}));
  EXPECT_EQ(cost_of(world, pin_post(posts, grace, post)),
            (Cost{.gets = 1, .batches = 2, .transactions = 1}));
  EXPECT_EQ(cost_of(world, unpin_post(posts, grace, post)), (Cost{.gets = 1, .transactions = 1}));
  EXPECT_EQ(cost_of(world, delete_post(posts, grace, post)),
            (Cost{.gets = 1, .batches = 1, .queries = 1, .transactions = 2}));
}

}  // namespace
}  // namespace dailygrind::post
