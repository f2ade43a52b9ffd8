#include <algorithm>
#include <map>
#include <random>

#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Events, OfAnUnknownTypeAreIgnored) {
  World world;
  EXPECT_EQ(status_of(on_user_event(world.posts, event_of("SOMETHING_ELSE", 1, "no JSON"))), 0);
}

TEST(Events, ThatCannotBeReadComeAgain) {
  World world;
  EXPECT_EQ(status_of(on_user_event(world.posts, event_of("USER_CREATED", 1, "{"))), 400);
  EXPECT_EQ(status_of(on_user_event(world.posts, event_of("USER_DELETED", 1, "{}"))), 400);
}

TEST(Events, WithAValueOfAnotherKindLeaveWhatIsKnown) {
  World world;
  const auto user = describe::to_json(World::profile("ada"));
  testing::run(on_user_event(world.posts, event_of("USER_CREATED", 1, user)));
  const auto odd = event_of("USER_UPDATED", 9, R"({"userId":"ada","firstName":["no","text"]})");
  EXPECT_EQ(status_of(on_user_event(world.posts, odd)), 422);
  EXPECT_NE(testing::run(world.posts.repository.card(UserId{"ada"})).user(UserId{"ada"}).first_name,
            "");
}

TEST(Events, WithoutOptionalMembersAreUnderstood) {
  World world;
  const auto event =
      event_of("USER_UPDATED", 1, R"({"userId":"ada","firstName":"","email":"","more":[1]})");
  testing::run(on_user_event(world.posts, event));
  EXPECT_EQ(world.write("ada").day, "2026-11-23");
}

TEST(Events, AnOlderVersionChangesNothing) {
  World world;
  auto user = World::profile("ada");
  user.last_name = "New";
  testing::run(on_user_event(world.posts, event_of("USER_UPDATED", 5, describe::to_json(user))));
  user.last_name = "Old";
  testing::run(on_user_event(world.posts, event_of("USER_UPDATED", 4, describe::to_json(user))));
  const auto post = world.write("ada").post_id;
  world.like("ada", post);
  EXPECT_EQ(world.likes_seen_by("ada", post)[0].last_name, "New");
}

TEST(Events, ARemovedPictureGoes) {
  World world;
  auto user = World::profile("ada");
  user.profile_picture_url = "https://example.org/a";
  world.hear("USER_CREATED", user);
  user.profile_picture_url.reset();
  world.hear("USER_UPDATED", user);
  const auto post = world.write("ada").post_id;
  world.like("ada", post);
  EXPECT_EQ(world.likes_seen_by("ada", post)[0].profile_picture_url, std::nullopt);
}

TEST(Events, AFriendshipMayComeBeforeItsPeople) {
  World world;
  world.befriend("ada", "grace");
  world.write("ada");
  EXPECT_EQ(world.timeline_of("grace").size(), 1);
}

TEST(Events, AnEndedFriendshipIsForgottenAfterThirtyDays) {
  World world;
  world.befriend("ada", "grace");
  world.unfriend("ada", "grace");
  EXPECT_THAT(world.keys_of("ada"), ElementsAre("friend#grace"));
  world.clock.advance(std::chrono::days{31});
  EXPECT_THAT(world.keys_of("ada"), IsEmpty());
}

TEST(Events, ABlockEndsTheFriendshipByItself) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  world.block("grace", "ada");
  EXPECT_EQ(status_of(read_post(world.posts, World::call("grace"), post)), 404);
  EXPECT_THAT(world.timeline_of("grace"), IsEmpty());
}

TEST(Events, TellOfPostsAndReactions) {
  World world;
  world.person("ada");
  world.person("grace");
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  const auto id = post.str();
  EXPECT_THAT(world.told(), ElementsAre(R"(POST_CREATED {"postId":")" + id +
                                        R"(","userId":"ada","day":"2026-11-23"})"));
  world.like("grace", post);
  const auto by_grace = R"("authorId":"ada","byUserId":"grace","byName":"First grace")";
  EXPECT_THAT(world.told(), ElementsAre(R"(POST_LIKED {"postId":")" + id + "\"," + by_grace + "}"));
  const auto comment = world.comment("grace", post).comment_id.str();
  EXPECT_THAT(world.told(), ElementsAre(R"(POST_COMMENTED {"postId":")" + id + "\"," + by_grace +
                                        R"(,"commentId":")" + comment + "\"}"));
  testing::run(delete_post(world.posts, World::call("ada"), post));
  EXPECT_THAT(world.told(), ElementsAre(R"(POST_DELETED {"postId":")" + id +
                                        R"(","userId":"ada","day":"2026-11-23"})"));
}

TEST(Events, TellNothingOfWhatChangedNothing) {
  World world;
  world.befriend("ada", "grace");
  const auto post = world.write("ada").post_id;
  world.like("grace", post);
  EXPECT_EQ(world.told().size(), 2);
  world.like("grace", post);   // again
  world.like("ada", post);     // her own
  world.comment("ada", post);  // her own
  world.unlike("grace", post);
  EXPECT_EQ(status_of(create_post(world.posts, World::call("ada"), {"T", "C", {}})), 409);
  EXPECT_THAT(world.told(), IsEmpty());
}

/// Every event that a user service sends about one pair of people, in order.
std::vector<bus::Event> history_of_a_pair(std::mt19937& random, World& world) {
  const events::Friendship pair{UserId{"ada"}, UserId{"grace"}};
  const events::Block blocks[]{{UserId{"ada"}, UserId{"grace"}}, {UserId{"grace"}, UserId{"ada"}}};
  std::vector<bus::Event> history;
  bool friends = false;
  bool blocked[]{false, false};
  const auto say = [&](const char* type, std::int64_t version, const auto& data) {
    history.push_back(event_of(type, version, describe::to_json(data), world.clock.now()));
  };
  for (std::int64_t version = 1; version < 9; ++version) {
    const auto side = random() % 2;
    switch (random() % 3) {
      case 0:
        if (!friends && !blocked[0] && !blocked[1]) {
          say("FRIENDSHIP_CREATED", version, pair);
          friends = true;
        }
        break;
      case 1:
        if (friends) say("FRIENDSHIP_DELETED", version, pair);
        friends = false;
        break;
      default:
        if (!blocked[side] && friends) say("FRIENDSHIP_DELETED", version, pair);
        if (!blocked[side]) friends = false;
        say(blocked[side] ? "BLOCK_DELETED" : "BLOCK_CREATED", version, blocks[side]);
        blocked[side] = !blocked[side];
    }
  }
  return history;
}

/// The events of one person who changes, goes, and may come back.
std::vector<bus::Event> history_of_a_person(std::mt19937& random, World& world) {
  std::vector<bus::Event> history;
  bool alive = false;
  for (std::int64_t version = 1; version < 9; ++version) {
    auto user = World::profile("ada");
    user.last_name = "Version " + std::to_string(version);
    user.disabled = random() % 4 == 0;
    if (random() % 2 == 0) user.profile_picture_url = "https://example.org/" + user.last_name;
    const bool goes = alive && random() % 3 == 0;
    const auto* type = goes ? "USER_DELETED" : alive ? "USER_UPDATED" : "USER_CREATED";
    history.push_back(event_of(
        type, version, goes ? R"({"userId":"ada"})" : describe::to_json(user), world.clock.now()));
    alive = !goes;
  }
  return history;
}

using Snapshot = std::map<std::string, std::map<std::string, store::Value>>;

Snapshot state_of(World& world) {
  Snapshot snapshot;
  for (const auto& partition : {"user#ada", "user#grace", deletions_partition}) {
    const auto page = testing::run(
        world.memory.query({.table = posts_table, .partition = partition, .limit = 1000}));
    for (const auto& item : page.items) {
      auto& attributes = snapshot[item->key.partition + "/" + item->key.sort];
      for (const auto& [name, value] : item->attributes) attributes[name] = value;
    }
  }
  return snapshot;
}

/// What is left after `events` were heard in this order, ada having posted and liked before.
Snapshot after(const std::vector<bus::Event>& heard) {
  World world;
  world.write("ada");
  const auto grace = world.write("grace");
  world.clock.advance(std::chrono::seconds{1});
  for (const auto& event : heard) testing::run(on_user_event(world.posts, event));
  EXPECT_EQ(world.read("grace", grace.post_id).like_count, 0);
  return state_of(world);
}

template <typename History>
void expect_order_does_not_matter(History history_of) {
  for (unsigned seed = 0; seed < 150; ++seed) {
    std::mt19937 random{seed};
    World times;
    times.clock.advance(std::chrono::seconds{1});
    const auto history = history_of(random, times);
    const auto expected = after(history);
    auto shuffled = history;
    for (const auto& event : history) {
      if (random() % 2 == 0) shuffled.push_back(event);
    }
    std::ranges::shuffle(shuffled, random);
    ASSERT_EQ(after(shuffled), expected) << "seed " << seed;
  }
}

TEST(Events, OfAPairMayComeTwiceAndInAnyOrder) { expect_order_does_not_matter(history_of_a_pair); }
TEST(Events, OfAPersonMayComeTwiceAndInAnyOrder) {
  expect_order_does_not_matter(history_of_a_person);
}

}  // namespace
}  // namespace dailygrind::post
