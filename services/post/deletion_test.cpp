#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using ::testing::ElementsAre;
using testing::FaultStore;
using ::testing::IsEmpty;
using ::testing::Not;

/// Ada with posts, pins, likes and comments here and there; grace and joan, her friends, with the
/// same on hers.
struct Estate {
  World world;
  PostId adas;
  PostId graces;

  Estate() {
    for (const auto* who : {"ada", "grace", "joan"}) world.person(who);
    world.befriend("ada", "grace");
    world.befriend("ada", "joan");
    world.befriend("grace", "joan");
    const auto keyed = [](std::string who) {
      auto call = World::call(who);
      call.idempotency_key = "key";
      return call;
    };
    const auto ada = keyed("ada");
    adas = testing::run(create_post(world.posts, ada, {.title = "T", .content = "C"})).body.post_id;
    world.clock.advance(std::chrono::hours{24});
    world.write("ada");
    graces = world.write("grace").post_id;
    world.pin("ada", adas);
    for (const auto& post : {adas, graces}) {
      for (const auto* who : {"ada", "grace", "joan"}) {
        world.like(who, post);
        world.comment(who, post);
        world.comment(who, post);
      }
    }
    world.clock.advance(std::chrono::seconds{1});
  }
  bus::Event deletion() { return world.event("USER_DELETED", events::UserDeleted{UserId{"ada"}}); }
  void expect_gone() {
    EXPECT_THAT(world.keys_of("ada"), ElementsAre("card", "friend#grace", "friend#joan"));
    EXPECT_THAT(world.keys_of(adas), IsEmpty());
    EXPECT_THAT(world.keys_in(deletions_partition), IsEmpty());
    EXPECT_THAT(world.keys_in("user#ada", idempotency_table), IsEmpty());
    const auto post = world.read("joan", graces);
    EXPECT_EQ(post.like_count, 2);
    EXPECT_EQ(post.comment_count, 4);
    EXPECT_EQ(world.likes_seen_by("joan", graces).size(), 2);
    EXPECT_EQ(world.comments_seen_by("joan", graces).size(), 4);
    EXPECT_EQ(world.keys_of(graces).size(), 2 + 4 + 1);
    EXPECT_EQ(world.keys_of("joan").size(), 1 + 2 + 2 + 1);  // card, comments, friends, like
    EXPECT_EQ(world.timeline_of("joan").size(), 1);
  }
};

TEST(UserDeletion, LeavesTheTombstoneAndTheBondsToTheirOwnEvents) {
  Estate estate;
  const auto event = estate.deletion();
  testing::run(on_user_event(estate.world.posts, event));
  estate.expect_gone();
  testing::run(on_user_event(estate.world.posts, event));
  estate.expect_gone();
}

TEST(UserDeletion, RefusesEveryWriteOfThePersonFromThenOn) {
  Estate estate;
  auto& posts = estate.world.posts;
  const auto event = estate.deletion();
  testing::run(on_user_event(posts, event));
  const auto ada = World::call("ada");
  EXPECT_EQ(status_of(create_post(posts, ada, {.title = "T", .content = "C"})), 401);
  EXPECT_EQ(status_of(like_post(posts, ada, estate.graces)), 401);
  EXPECT_EQ(status_of(create_comment(posts, ada, estate.graces, {"Hm"})), 401);
  estate.expect_gone();
}

/// Dies at the n-th write, before or after it was done; then the event comes again or the program
/// starts again.
void die_and_go_on(bool after_write, bool hear_again) {
  for (std::uint64_t n = 1;; ++n) {
    Estate estate;
    auto& faults = estate.world.faults;
    const auto event = estate.deletion();
    faults.reset();
    after_write ? faults.fail_after_write(n) : faults.fail(FaultStore::Call::write, n);
    const bool died = status_of(on_user_event(estate.world.posts, event)) == 503;
    faults.reset();
    const bool noted = !estate.world.keys_in(deletions_partition).empty();
    if (hear_again || (died && !noted)) testing::run(on_user_event(estate.world.posts, event));
    testing::run(estate.world.posts.deletion.resume());
    estate.expect_gone();
    if (!died) {
      EXPECT_GT(n, 8);
      return;
    }
  }
}

TEST(UserDeletion, GoesOnAfterDyingBeforeAnyWrite) { die_and_go_on(false, false); }
TEST(UserDeletion, GoesOnAfterDyingAfterAnyWrite) { die_and_go_on(true, false); }
TEST(UserDeletion, GoesOnWhenTheEventComesAgain) { die_and_go_on(false, true); }

TEST(UserDeletion, MayRunTwiceAtOnce) {
  Estate estate;
  const auto event = estate.deletion();
  std::vector<Task<void>> runs;
  for (int i = 0; i < 4; ++i) runs.push_back(on_user_event(estate.world.posts, event));
  testing::run_all(std::move(runs));
  testing::run(estate.world.posts.deletion.resume());
  estate.expect_gone();
}

TEST(UserDeletion, NothingSlipsInWhileItRuns) {
  Estate estate;
  auto& world = estate.world;
  const auto ada = World::call("ada");
  const auto event = estate.deletion();
  const auto try_all = [&]() -> Task<> {
    for (int i = 0; i < 40; ++i) {
      try {
        co_await create_comment(world.posts, ada, estate.graces, {"Hm"});
        co_await unlike_post(world.posts, ada, estate.graces);
        co_await like_post(world.posts, ada, estate.graces);
      } catch (const Problem& problem) {
        EXPECT_EQ(problem.status(), 401);
      }
    }
  };
  const auto later = [&]() -> Task<> {
    for (int i = 0; i < 20; ++i) co_await world.store.get(card_key(ada.user));
    co_await on_user_event(world.posts, event);
  };
  std::vector<Task<void>> tasks;
  tasks.push_back(try_all());
  tasks.push_back(later());
  testing::run_all(std::move(tasks));
  estate.expect_gone();
}

TEST(UserDeletion, OfAPersonWhoCameBackTakesOnlyTheOldLife) {
  Estate estate;
  auto& world = estate.world;
  const auto event = estate.deletion();
  world.person("ada");  // heard of before the deletion
  const auto renewed = world.version;
  world.clock.advance(std::chrono::seconds{1});
  world.at("2026-11-25T12:00:00Z");
  const auto post = world.write("ada").post_id;
  world.pin("ada", post);
  const auto comment = world.comment("ada", estate.graces);
  testing::run(on_user_event(world.posts, event));
  EXPECT_EQ(days_in(world.posts_seen_by("ada", "ada")), std::vector<std::string>{"2026-11-25"});
  EXPECT_THAT(days_in(world.pins_seen_by("ada", "ada")), ElementsAre("2026-11-25"));
  EXPECT_EQ(world.read("joan", estate.graces).comment_count, 4 + 1);
  EXPECT_THAT(world.keys_of(estate.adas), IsEmpty());
  EXPECT_THAT(world.keys_in(deletions_partition), IsEmpty());
  EXPECT_GT(renewed, event.version);
}

TEST(UserDeletion, OfAPersonWhoComesBackIsCarriedOutFirst) {
  Estate estate;
  auto& world = estate.world;
  const auto event = estate.deletion();
  world.faults.reset();
  world.faults.fail(FaultStore::Call::write, 3);
  EXPECT_EQ(status_of(on_user_event(world.posts, event)), 503);
  world.faults.reset();
  world.person("ada");
  EXPECT_THAT(world.keys_in(deletions_partition), Not(::testing::Contains("user#ada")));
  EXPECT_THAT(world.posts_seen_by("ada", "ada"), IsEmpty());
  EXPECT_EQ(world.write("ada").like_count, 0);
  testing::run(on_user_event(world.posts, event));
  EXPECT_EQ(world.posts_seen_by("ada", "ada").size(), 1);
}

TEST(PostDeletion, GoesOnAfterDyingAtAnyWrite) {
  for (std::uint64_t n = 1; n < 6; ++n) {
    Estate estate;
    auto& world = estate.world;
    world.faults.reset();
    world.faults.fail(FaultStore::Call::write, n);
    const auto ada = World::call("ada");
    const auto status = status_of(delete_post(world.posts, ada, estate.adas));
    world.faults.reset();
    EXPECT_EQ(status, n == 1 ? 503 : 0);
    EXPECT_EQ(status_of(read_post(world.posts, ada, estate.adas)), n == 1 ? 0 : 404);
    if (n == 1) testing::run(delete_post(world.posts, ada, estate.adas));
    testing::run(world.posts.deletion.resume());
    EXPECT_THAT(world.keys_of(estate.adas), IsEmpty());
    EXPECT_THAT(world.keys_in(deletions_partition), IsEmpty());
    EXPECT_THAT(world.pins_seen_by("ada", "ada"), IsEmpty());
  }
}

TEST(PostDeletion, OfAPopularPostEndsAfterTheAnswer) {
  World world;
  const auto post = world.write("ada").post_id;
  for (int i = 0; i < 300; ++i) {
    const auto who = "fan-" + std::to_string(i);
    world.befriend("ada", who);
    world.like(who, post);
  }
  testing::run(delete_post(world.posts, World::call("ada"), post));
  EXPECT_THAT(world.keys_of(post), Not(IsEmpty()));
  EXPECT_EQ(status_of(read_post(world.posts, World::call("ada"), post)), 404);
  EXPECT_EQ(testing::run(world.posts.deletion.resume()), 1);
  EXPECT_THAT(world.keys_of(post), IsEmpty());
  EXPECT_THAT(world.keys_of("fan-0"), ElementsAre("friend#ada"));
  EXPECT_EQ(testing::run(world.posts.deletion.resume()), 0);
}

}  // namespace
}  // namespace dailygrind::post
