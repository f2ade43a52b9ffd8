#include "platform/api/call.hpp"
#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string nobody = "00000000-0000-7000-8000-000000000000";

TEST(CreatePost, AnswersWithAllFields) {
  World world;
  world.person("ada");
  const auto caller = World::call("ada");
  const auto made =
      testing::run(create_post(world.posts, caller, {.title = "T", .content = "C\nD"}));
  EXPECT_TRUE(made.is_new);
  EXPECT_EQ(made.location, "/posts/" + made.body.post_id.str());
  const auto expected = R"({"postId":")" + made.body.post_id.str() +
                        R"(","userId":"ada","title":"T","content":"C\nD",)"
                        R"("timestamp":"1795435200000","day":"2026-11-23","likeCount":0,)"
                        R"("commentCount":0,"isLiked":false,"isPinned":false,"media":[]})";
  EXPECT_EQ(describe::to_json(made.body), expected);
  EXPECT_EQ(describe::to_json(world.read("ada", made.body.post_id)), expected);
}

TEST(CreatePost, WorksBeforeTheAuthorIsKnown) {
  World world;
  EXPECT_EQ(world.write("ada").day, "2026-11-23");
}

TEST(CreatePost, TheSecondOfADayNamesTheFirst) {
  World world;
  const auto first = world.write("ada");
  try {
    world.write("ada");
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.status(), 409);
    EXPECT_EQ(problem.code(), "already-posted");
    EXPECT_THAT(problem.members(), ElementsAre(std::pair{"postId", first.post_id.str()}));
  }
}

TEST(CreatePost, RefusesMediaThatIsNotThere) {
  World world;
  const auto caller = World::call("ada");
  try {
    testing::run(
        create_post(world.posts, caller, {.title = "T", .content = "C", .media = {"a", "b"}}));
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.status(), 422);
    ASSERT_EQ(problem.faults().size(), 2);
    EXPECT_EQ(problem.faults()[1].pointer, "/media/1");
  }
  EXPECT_THAT(world.keys_of("ada"), IsEmpty());
}

Call keyed(const std::string& who, std::string key, std::string fingerprint) {
  auto call = World::call(who);
  call.idempotency_key = std::move(key);
  call.fingerprint = std::move(fingerprint);
  return call;
}

TEST(CreatePost, RepeatsWhatTheSameKeyMade) {
  World world;
  const auto call = keyed("ada", "k", "f");
  const auto first = testing::run(create_post(world.posts, call, {.title = "T", .content = "C"}));
  const auto again = testing::run(create_post(world.posts, call, {.title = "T", .content = "C"}));
  EXPECT_TRUE(again.is_new);
  EXPECT_EQ(describe::to_json(again.body), describe::to_json(first.body));
  EXPECT_EQ(again.location, first.location);
  const auto other = keyed("ada", "k", "g");
  EXPECT_EQ(status_of(create_post(world.posts, other, {.title = "T", .content = "C"})), 422);
  const auto grace = keyed("grace", "k", "f");
  EXPECT_EQ(status_of(create_post(world.posts, grace, {.title = "T", .content = "C"})), 0);
}

TEST(CreatePost, DoesNotRepeatWhatWasDeleted) {
  World world;
  const auto call = keyed("ada", "k", "f");
  const auto made = testing::run(create_post(world.posts, call, {.title = "T", .content = "C"}));
  testing::run(delete_post(world.posts, call, made.body.post_id));
  EXPECT_EQ(code_of(create_post(world.posts, call, {.title = "T", .content = "C"})),
            "already-deleted");
}

TEST(ReadPost, WhatIsNotThereIs404) {
  World world;
  EXPECT_EQ(status_of(read_post(world.posts, World::call("ada"), PostId{nobody})), 404);
}

TEST(EditPost, KeepsCountersAndMarksTheTime) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada");
  world.like("grace", post.post_id);
  world.comment("grace", post.post_id);
  world.clock.advance(std::chrono::minutes{1});
  const auto caller = World::call("ada");
  const auto edited =
      testing::run(edit_post(world.posts, caller, post.post_id, {"Better", "Text"}, {}));
  EXPECT_EQ(edited.title, "Better");
  EXPECT_EQ(edited.timestamp, post.timestamp);
  EXPECT_EQ(edited.edited_at, "1795435260000");
  EXPECT_EQ(edited.like_count, 1);
  EXPECT_EQ(edited.comment_count, 1);
  EXPECT_EQ(describe::to_json(edited), describe::to_json(world.read("ada", post.post_id)));
}

TEST(EditPost, HonoursIfMatch) {
  World world;
  const auto post = world.write("ada");
  const auto caller = World::call("ada");
  const IfMatch first{api::etag_of_bytes(describe::to_json(post))};
  const auto edited =
      testing::run(edit_post(world.posts, caller, post.post_id, {"One", "Text"}, first));
  EXPECT_EQ(status_of(edit_post(world.posts, caller, post.post_id, {"Two", "Text"}, first)), 412);
  const IfMatch second{api::etag_of_bytes(describe::to_json(edited))};
  EXPECT_EQ(status_of(edit_post(world.posts, caller, post.post_id, {"Two", "Text"}, second)), 0);
  EXPECT_EQ(status_of(edit_post(world.posts, caller, post.post_id, {"Three", "T"}, {"*"})), 0);
  EXPECT_EQ(world.read("ada", post.post_id).title, "Three");
}

TEST(EditPost, OfTwoWithOneEtagOneWins) {
  World world;
  const auto post = world.write("ada");
  const auto caller = World::call("ada");
  const IfMatch condition{api::etag_of_bytes(describe::to_json(post))};
  const auto attempt = [&](std::string title) -> Task<int> {
    try {
      co_await edit_post(world.posts, caller, post.post_id, {title, "Text"}, condition);
    } catch (const Problem& problem) {
      co_return problem.status();
    }
    co_return 200;
  };
  std::vector<Task<int>> attempts;
  for (const auto* title : {"One", "Two", "Three"}) attempts.push_back(attempt(title));
  EXPECT_THAT(testing::run_all(std::move(attempts)),
              ::testing::UnorderedElementsAre(200, 412, 412));
}

TEST(DeletePost, TakesEverythingThatHangsOnIt) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada");
  world.like("ada", post.post_id);
  world.like("grace", post.post_id);
  world.comment("grace", post.post_id);
  world.pin("ada", post.post_id);
  const auto caller = World::call("ada");
  testing::run(delete_post(world.posts, caller, post.post_id));
  EXPECT_THAT(world.keys_of(post.post_id), IsEmpty());
  EXPECT_THAT(world.keys_of("ada"), ElementsAre("friend#grace", "pins"));
  EXPECT_THAT(world.keys_of("grace"), ElementsAre("friend#ada"));
  EXPECT_THAT(world.keys_in(deletions_partition), IsEmpty());
  EXPECT_THAT(world.pins_seen_by("ada", "ada"), IsEmpty());
  EXPECT_EQ(status_of(delete_post(world.posts, caller, post.post_id)), 404);
}

TEST(DeletePost, FreesTheDay) {
  World world;
  world.befriend("ada", "grace");
  const auto first = world.write("ada");
  world.like("grace", first.post_id);
  testing::run(delete_post(world.posts, World::call("ada"), first.post_id));
  const auto second = world.write("ada");
  EXPECT_NE(second.post_id, first.post_id);
  EXPECT_EQ(world.read("grace", second.post_id).like_count, 0);
  EXPECT_EQ(status_of(read_post(world.posts, World::call("ada"), first.post_id)), 404);
}

TEST(ListPosts, PagesNewestFirst) {
  World world;
  for (int day = 0; day < 7; ++day) {
    world.write("ada", std::to_string(day));
    world.clock.advance(std::chrono::hours{24});
  }
  const auto caller = World::call("ada");
  const auto posts =
      all_pages(3, [&](Page page) { return list_posts(world.posts, caller, UserId{"ada"}, page); });
  EXPECT_THAT(days_in(posts), ElementsAre("2026-11-29", "2026-11-28", "2026-11-27", "2026-11-26",
                                          "2026-11-25", "2026-11-24", "2026-11-23"));
}

TEST(Calendar, ListsTheDaysOfOneMonth) {
  World world;
  for (const auto* moment : {"2026-11-30T12:00:00Z", "2026-12-01T12:00:00Z", "2026-12-31T12:00:00Z",
                             "2027-01-01T12:00:00Z"}) {
    world.at(moment);
    world.write("ada");
  }
  const auto caller = World::call("ada");
  const auto days = [&](const char* month) {
    return all_pages(1, [&](Page page) { return calendar(world.posts, caller, {month}, page); });
  };
  EXPECT_THAT(days("2026-12"), ElementsAre("2026-12-01", "2026-12-31"));
  EXPECT_THAT(days("2026-10"), IsEmpty());
  for (const auto* month : {"2026", "2026-13", "2026-1", "2026-12-01", "december"}) {
    EXPECT_EQ(status_of(calendar(world.posts, caller, {month}, {})), 422) << month;
  }
}

TEST(Pins, AtMostFive) {
  World world;
  std::vector<PostId> made;
  for (int day = 0; day < 6; ++day) {
    made.push_back(world.write("ada").post_id);
    world.clock.advance(std::chrono::hours{24});
  }
  const auto caller = World::call("ada");
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(testing::run(pin_post(world.posts, caller, made[i])).is_new);
  }
  EXPECT_EQ(code_of(pin_post(world.posts, caller, made[5])), "too-many-pins");
  const auto again = testing::run(pin_post(world.posts, caller, made[0]));
  EXPECT_FALSE(again.is_new);
  EXPECT_TRUE(again.body.is_pinned);
  testing::run(unpin_post(world.posts, caller, made[2]));
  testing::run(unpin_post(world.posts, caller, made[2]));
  EXPECT_FALSE(world.read("ada", made[2]).is_pinned);
  EXPECT_EQ(status_of(pin_post(world.posts, caller, made[5])), 0);
  EXPECT_THAT(
      days_in(all_pages(
          2,
          [&](Page page) { return list_pinned_posts(world.posts, caller, UserId{"ada"}, page); })),
      ElementsAre("2026-11-28", "2026-11-27", "2026-11-26", "2026-11-24", "2026-11-23"));
}

TEST(Pins, AreTheOwnersAlone) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada");
  EXPECT_EQ(status_of(pin_post(world.posts, World::call("grace"), post.post_id)), 403);
  world.pin("ada", post.post_id);
  EXPECT_TRUE(world.read("ada", post.post_id).is_pinned);
  EXPECT_FALSE(world.read("grace", post.post_id).is_pinned);
  ASSERT_EQ(world.pins_seen_by("grace", "ada").size(), 1);
  EXPECT_FALSE(world.pins_seen_by("grace", "ada")[0].is_pinned);
  testing::run(unpin_post(world.posts, World::call("grace"), post.post_id));
  EXPECT_TRUE(world.read("ada", post.post_id).is_pinned);
}

}  // namespace
}  // namespace dailygrind::post
