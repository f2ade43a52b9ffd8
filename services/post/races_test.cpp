#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using ::testing::ElementsAre;

/// Runs `attempt(i)` for each i below `number` at the same time; returns the statuses.
template <typename Attempt>
std::vector<int> at_once(int number, Attempt attempt) {
  const auto status = [](auto task) -> Task<int> {
    try {
      co_await std::move(task);
    } catch (const Problem& problem) {
      co_return problem.status();
    }
    co_return 200;
  };
  std::vector<Task<int>> tasks;
  for (int i = 0; i < number; ++i) tasks.push_back(status(attempt(i)));
  return testing::run_all(std::move(tasks));
}

std::vector<Call> crowd(World& world, int number) {
  std::vector<Call> calls;
  for (int i = 0; i < number; ++i) {
    const auto who = "fan-" + std::to_string(i);
    world.befriend("ada", who);
    calls.push_back(World::call(who));
  }
  return calls;
}

TEST(Races, OfTwoHundredPostsOnADayOneIsMade) {
  World world;
  const auto caller = World::call("ada");
  const auto statuses = at_once(200, [&](int i) {
    return create_post(world.posts, caller, {.title = std::to_string(i), .content = "C"});
  });
  EXPECT_EQ(std::ranges::count(statuses, 200), 1);
  EXPECT_EQ(std::ranges::count(statuses, 409), 199);
  EXPECT_EQ(world.posts_seen_by("ada", "ada").size(), 1);
}

TEST(Races, CallsWithOneKeyMakeOnePost) {
  World world;
  auto caller = World::call("ada");
  caller.idempotency_key = "k";
  std::vector<Task<Created<Post>>> tasks;
  for (int i = 0; i < 50; ++i) {
    tasks.push_back(create_post(world.posts, caller, {.title = "T", .content = "C"}));
  }
  const auto made = testing::run_all(std::move(tasks));
  for (const auto& post : made) EXPECT_EQ(post.body.post_id, made[0].body.post_id);
}

TEST(Races, CallsWithOneKeyMakeOneComment) {
  World world;
  const auto post = world.write("ada").post_id;
  auto caller = World::call("ada");
  caller.idempotency_key = "k";
  EXPECT_THAT(at_once(50, [&](int) { return create_comment(world.posts, caller, post, {"Hm"}); }),
              ::testing::Each(200));
  EXPECT_EQ(world.read("ada", post).comment_count, 1);
  EXPECT_EQ(world.comments_seen_by("ada", post).size(), 1);
}

TEST(Races, CountsOfFiveHundredLikesUnlikesAndCommentsAreExact) {
  World world;
  const auto calls = crowd(world, 500);
  const auto post = world.write("ada").post_id;
  at_once(500, [&](int i) { return like_post(world.posts, calls[i], post); });
  EXPECT_EQ(world.read("ada", post).like_count, 500);
  const auto mixed = [&](int i) -> Task<> {
    if (i % 3 == 0) co_await unlike_post(world.posts, calls[i], post);
    if (i % 3 == 1) co_await create_comment(world.posts, calls[i], post, {"Hm"});
    if (i % 3 == 2) co_await like_post(world.posts, calls[i], post);
  };
  EXPECT_THAT(at_once(500, mixed), ::testing::Each(200));
  const auto after = world.read("ada", post);
  EXPECT_EQ(after.like_count, 500 - 167);
  EXPECT_EQ(after.comment_count, 167);
  EXPECT_EQ(world.keys_of(post).size(), 500 + 1);  // 333 likes, 167 comments, the reference
}

TEST(Races, OnePersonsLikesCountOnce) {
  World world;
  const auto caller = World::call("ada");
  const auto post = world.write("ada").post_id;
  at_once(100, [&](int) { return like_post(world.posts, caller, post); });
  EXPECT_EQ(world.read("ada", post).like_count, 1);
  at_once(100, [&](int) { return unlike_post(world.posts, caller, post); });
  EXPECT_EQ(world.read("ada", post).like_count, 0);
}

TEST(Races, ACommentIsDeletedOnce) {
  World world;
  const auto caller = World::call("ada");
  const auto post = world.write("ada").post_id;
  const auto comment = world.comment("ada", post).comment_id;
  const auto statuses =
      at_once(20, [&](int) { return delete_comment(world.posts, caller, post, comment); });
  EXPECT_EQ(std::ranges::count(statuses, 200), 1);
  EXPECT_EQ(world.read("ada", post).comment_count, 0);
}

TEST(Races, LikesAndCommentsLeaveNothingOnADeletedPost) {
  World world;
  const auto calls = crowd(world, 100);
  const auto post = world.write("ada").post_id;
  const auto author = World::call("ada");
  at_once(201, [&](int i) -> Task<> {
    if (i == 100) {
      co_await delete_post(world.posts, author, post);
    } else if (i % 2 == 0) {
      co_await like_post(world.posts, calls[i / 2 % 100], post);
    } else {
      co_await create_comment(world.posts, calls[i / 2 % 100], post, {"Hm"});
    }
  });
  testing::run(world.posts.deletion.resume());
  EXPECT_THAT(world.keys_of(post), ::testing::IsEmpty());
  for (const auto& call : calls) {
    EXPECT_THAT(world.keys_of(call.user.str()), ElementsAre("friend#ada"));
  }
}

TEST(Races, PinsNeverGoBeyondFive) {
  World world;
  const auto caller = World::call("ada");
  std::vector<PostId> made;
  for (int i = 0; i < 10; ++i) {
    made.push_back(world.write("ada").post_id);
    world.clock.advance(std::chrono::hours{24});
  }
  const auto statuses = at_once(10, [&](int i) { return pin_post(world.posts, caller, made[i]); });
  EXPECT_EQ(std::ranges::count(statuses, 200), 5);
  EXPECT_EQ(std::ranges::count(statuses, 409), 5);
  at_once(30, [&](int i) -> Task<> {
    const auto& post = made[i % 10];
    if (i % 3 == 0) co_await pin_post(world.posts, caller, post);
    if (i % 3 == 1) co_await unpin_post(world.posts, caller, post);
    if (i % 3 == 2) co_await delete_post(world.posts, caller, post);
  });
  std::vector<std::string> flagged;
  for (const auto& post : world.posts_seen_by("ada", "ada")) {
    if (post.is_pinned) flagged.push_back(post.day);
  }
  EXPECT_THAT(days_in(world.pins_seen_by("ada", "ada")),
              ::testing::UnorderedElementsAreArray(flagged));
}

}  // namespace
}  // namespace dailygrind::post
