#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Likes, CountOnceAndCanBeTakenBack) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  EXPECT_TRUE(world.like("grace", post));
  EXPECT_FALSE(world.like("grace", post));
  EXPECT_EQ(world.read("ada", post).like_count, 1);
  EXPECT_TRUE(world.read("grace", post).is_liked);
  EXPECT_FALSE(world.read("ada", post).is_liked);
  world.unlike("grace", post);
  world.unlike("grace", post);
  EXPECT_EQ(world.read("ada", post).like_count, 0);
  EXPECT_FALSE(world.read("grace", post).is_liked);
  EXPECT_THAT(world.keys_of("grace"), ElementsAre("friend#ada"));
}

TEST(Likes, AnswerWithThePost) {
  World world;
  const auto post = world.write("ada").post_id;
  const auto caller = World::call("ada");
  const auto liked = testing::run(like_post(world.posts, caller, post));
  EXPECT_EQ(liked.location, "/posts/" + post.str() + "/likes");
  EXPECT_EQ(describe::to_json(liked.body), describe::to_json(world.read("ada", post)));
  EXPECT_EQ(liked.body.like_count, 1);
  EXPECT_TRUE(liked.body.is_liked);
}

/// Whether the read for the answer comes before or after the write: the count is the same.
TEST(Likes, CountInTheAnswerOnce) {
  using Call = testing::FaultStore::Call;
  for (const auto later : {Call::get, Call::write}) {
    World world;
    testing::YieldingStore aside{world.memory};
    const auto turns = [&]() -> Task<> {
      for (int i = 0; i < 10; ++i) co_await aside.get(card_key(UserId{"ada"}));
    };
    world.befriend("ada", "grace");
    const auto post = world.write("ada").post_id;
    world.like("ada", post);
    const auto grace = World::call("grace");
    for (int again = 0; again < 3; ++again) {  // also where grace's was the last like before
      world.faults.reset();
      world.faults.delay(later, 1, turns);
      const auto liked = testing::run(like_post(world.posts, grace, post));
      EXPECT_TRUE(liked.is_new);
      EXPECT_EQ(describe::to_json(liked.body), describe::to_json(world.read("grace", post)));
      EXPECT_EQ(liked.body.like_count, 2);
      EXPECT_EQ(testing::run(like_post(world.posts, grace, post)).body.like_count, 2);
      world.unlike("grace", post);
    }
  }
}

TEST(Likes, AreRefusedWhereThePostWasWhenItIsGone) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  world.like("grace", post);
  testing::run(delete_post(world.posts, World::call("ada"), post));
  const auto grace = World::call("grace");
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(status_of(like_post(world.posts, grace, post)), 404);
    EXPECT_EQ(status_of(unlike_post(world.posts, grace, post)), 404);
    EXPECT_EQ(world.write("ada", "In its place").like_count, 0);
    const auto other = world.daily_seen_by("ada", "ada")->post_id;
    EXPECT_EQ(status_of(like_post(world.posts, grace, post)), 404);
    EXPECT_EQ(status_of(read_post(world.posts, grace, post)), 404);
    EXPECT_EQ(world.read("ada", other).like_count, 0);
    testing::run(delete_post(world.posts, World::call("ada"), other));
  }
  EXPECT_THAT(world.keys_of(post), IsEmpty());
  EXPECT_THAT(world.keys_of("grace"), ElementsAre("friend#ada"));
}

TEST(Likes, NeedAFriendWhoIsNotHiddenWhateverIsKnownOfThePost) {
  World world;
  for (const auto* who : {"ada", "grace"}) world.person(who);
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  const auto grace = World::call("grace");
  const auto expect_refused = [&] {
    EXPECT_EQ(status_of(like_post(world.posts, grace, post)), 404);
    EXPECT_EQ(status_of(unlike_post(world.posts, grace, post)), 404);
  };
  world.like("grace", post);
  world.disable("ada");
  expect_refused();
  world.hear("USER_UPDATED", World::profile("ada"));
  EXPECT_FALSE(world.like("grace", post));
  world.unfriend("ada", "grace");
  expect_refused();
  world.befriend("ada", "grace");
  world.block("ada", "grace");
  expect_refused();
  EXPECT_EQ(world.read("ada", post).like_count, 1);
  world.told();
  world.remove("ada");
  expect_refused();
  EXPECT_THAT(world.told(), IsEmpty());
}

/// The post says whose like was the last; not of somebody who is gone.
TEST(Likes, LeaveNoNameBehind) {
  World world;
  for (const auto* who : {"ada", "grace"}) world.person(who);
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  const auto last_liker = [&] {
    return testing::run(world.posts.repository.post_at({UserId{"ada"}, "2026-11-23"})).last_liker();
  };
  EXPECT_EQ(last_liker(), "");
  world.like("grace", post);
  EXPECT_EQ(last_liker(), "grace");
  world.unlike("grace", post);
  EXPECT_EQ(last_liker(), "");
  world.like("grace", post);
  world.clock.advance(std::chrono::seconds{1});
  world.remove("grace");
  EXPECT_EQ(last_liker(), "");
  EXPECT_EQ(world.read("ada", post).like_count, 0);
}

TEST(Likes, ListPeopleInPages) {
  World world;
  const auto post = world.write("ada").post_id;
  for (const auto* who : {"b", "c", "d", "e", "f"}) {
    world.person(who);
    world.befriend("ada", who);
    world.like(who, post);
  }
  const auto caller = World::call("ada");
  const auto users =
      all_pages(2, [&](Page page) { return list_likes(world.posts, caller, post, page); });
  EXPECT_THAT(ids_in(users), ElementsAre("b", "c", "d", "e", "f"));
  EXPECT_EQ(describe::to_json(users[0]), R"({"userId":"b","firstName":"First","lastName":"b"})");
}

TEST(Likes, StayAfterTheFriendship) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  world.like("grace", post);
  world.unfriend("ada", "grace");
  EXPECT_EQ(world.read("ada", post).like_count, 1);
  EXPECT_THAT(ids_in(world.likes_seen_by("ada", post)), ElementsAre("grace"));
  EXPECT_EQ(status_of(unlike_post(world.posts, World::call("grace"), post)), 404);
}

TEST(Comments, AreOldestFirstInPages) {
  World world;
  world.person("grace");
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  std::vector<std::string> written;
  for (int i = 0; i < 5; ++i) {
    world.clock.advance(milliseconds{1});
    written.push_back(describe::to_json(
        world.comment(i % 2 == 0 ? "ada" : "grace", post, "No " + std::to_string(i))));
  }
  const auto caller = World::call("grace");
  const auto entries =
      all_pages(2, [&](Page page) { return list_comments(world.posts, caller, post, page); });
  std::vector<std::string> read;
  for (const auto& entry : entries) read.push_back(describe::to_json(entry.comment));
  EXPECT_EQ(read, written);
  EXPECT_EQ(entries[1].user.first_name, "First");
  EXPECT_EQ(world.read("ada", post).comment_count, 5);
}

TEST(Comments, OnesOwnCanAlwaysBeDeleted) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  const auto comment = world.comment("grace", post).comment_id;
  world.block("ada", "grace");
  EXPECT_EQ(status_of(delete_comment(world.posts, World::call("grace"), post, comment)), 0);
  EXPECT_EQ(world.read("ada", post).comment_count, 0);
  EXPECT_THAT(world.comments_seen_by("ada", post), IsEmpty());
  EXPECT_EQ(status_of(delete_comment(world.posts, World::call("grace"), post, comment)), 404);
  EXPECT_EQ(world.read("ada", post).comment_count, 0);
}

TEST(Comments, ThePostsAuthorMayDeleteThemAndOthersMayNot) {
  World world;
  for (const auto* who : {"grace", "joan"}) world.befriend("ada", who);
  const auto post = world.write("ada").post_id;
  const auto comment = world.comment("grace", post).comment_id;
  EXPECT_EQ(status_of(delete_comment(world.posts, World::call("joan"), post, comment)), 403);
  EXPECT_EQ(status_of(delete_comment(world.posts, World::call("stranger"), post, comment)), 404);
  EXPECT_EQ(status_of(delete_comment(world.posts, World::call("ada"), post, comment)), 0);
}

TEST(Comments, BelongToTheirPost) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  const auto other = world.write("grace").post_id;
  const auto comment = world.comment("ada", other).comment_id;
  EXPECT_EQ(status_of(delete_comment(world.posts, World::call("ada"), post, comment)), 404);
  EXPECT_EQ(world.read("ada", other).comment_count, 1);
}

TEST(Comments, AKeyMakesOne) {
  World world;
  const auto post = world.write("ada").post_id;
  auto call = World::call("ada");
  call.idempotency_key = "k";
  const auto first = testing::run(create_comment(world.posts, call, post, {"Hm"}));
  const auto again = testing::run(create_comment(world.posts, call, post, {"Hm"}));
  EXPECT_EQ(describe::to_json(again.body), describe::to_json(first.body));
  EXPECT_EQ(again.location, first.location);
  EXPECT_EQ(world.read("ada", post).comment_count, 1);
  testing::run(delete_comment(world.posts, call, post, first.body.comment_id));
  EXPECT_EQ(code_of(create_comment(world.posts, call, post, {"Hm"})), "already-deleted");
}

TEST(Lists, FollowTheProfile) {
  World world;
  world.person("grace");
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  world.like("grace", post);
  world.comment("grace", post);
  auto user = World::profile("grace");
  user.last_name = "Hopper";
  user.profile_picture_url = "https://example.org/grace";
  world.hear("USER_UPDATED", user);
  EXPECT_EQ(world.likes_seen_by("ada", post)[0].last_name, "Hopper");
  EXPECT_EQ(world.comments_seen_by("ada", post)[0].user.profile_picture_url,
            "https://example.org/grace");
}

TEST(Lists, HideWhoIsBlockedOrDisabledAndCountEveryone) {
  World world;
  const auto post = world.write("carol").post_id;
  for (const auto* who : {"ada", "grace", "joan"}) {
    world.person(who);
    world.befriend("carol", who);
    world.like(who, post);
    world.comment(who, post);
  }
  world.block("ada", "grace");
  EXPECT_THAT(ids_in(world.likes_seen_by("ada", post)), ElementsAre("ada", "joan"));
  EXPECT_THAT(ids_in(world.likes_seen_by("grace", post)), ElementsAre("grace", "joan"));
  EXPECT_THAT(ids_in(world.likes_seen_by("carol", post)), ElementsAre("ada", "grace", "joan"));
  EXPECT_EQ(world.comments_seen_by("ada", post).size(), 2);
  world.disable("joan");
  EXPECT_THAT(ids_in(world.likes_seen_by("carol", post)), ElementsAre("ada", "grace"));
  EXPECT_EQ(world.comments_seen_by("carol", post).size(), 2);
  EXPECT_EQ(world.read("ada", post).like_count, 3);
  EXPECT_EQ(world.read("ada", post).comment_count, 3);
  world.hear("BLOCK_DELETED", events::Block{UserId{"ada"}, UserId{"grace"}});
  EXPECT_THAT(ids_in(world.likes_seen_by("ada", post)), ElementsAre("ada", "grace"));
}

}  // namespace
}  // namespace dailygrind::post
