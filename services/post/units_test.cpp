#include "platform/testing/units_table.hpp"
#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using testing::Units;
using testing::UnitsTable;

constexpr int friends_of_ada = 39;

/// Ada and her 39 friends f0, f1, ..., each with a post of today; the services of `world` make what
/// is there, those on `store` are measured.
struct Measured {
  World world;
  testing::MeteredStore store{world.store, world.memory};
  bus::Outbox outbox{store, world.bus, world.clock, world.random};
  Posts posts{store, outbox, world.clock, world.random};
  Repository& repository = posts.repository;
  UnitsTable table{store};
  Call call;
  UserId ada{"ada"};
  UserId grace{"f0"};
  PostId post;
  Place place{grace, "2026-11-23"};
  api::Page page{.limit = 20};

  Measured() {
    world.person("ada");
    call = world.admitted("ada");
    for (int i = 0; i < friends_of_ada; ++i) {
      const auto who = "f" + std::to_string(i);
      world.person(who);
      world.befriend("ada", who);
      const auto made = world.write(who);
      if (i == 0) post = made.post_id;
    }
  }
  template <typename T>
  Units add(const std::string& name, Task<T> task) {
    return table.add(name, std::move(task));
  }
  /// In a process that knows no post's author yet.
  template <typename Verb>
  Units add_first(const std::string& name, Verb verb) {
    Posts anew{store, outbox, world.clock, world.random};
    return add(name, verb(anew));
  }
};

PostRecord post_of(Measured& m, const UserId& author, std::string day) {
  return {.post_id = PostId{uuid_v7(m.world.clock.now(), m.world.random)},
          .user_id = author,
          .title = "Title",
          .content = std::string(500, 'x'),
          .timestamp = format_timestamp(m.world.clock.now()),
          .day = std::move(day)};
}

Comment comment_of(Measured& m) {
  return {.comment_id = CommentId{uuid_v7(m.world.clock.now(), m.world.random)},
          .user_id = m.ada,
          .content = "Well said",
          .timestamp = format_timestamp(m.world.clock.now())};
}

void add_people_and_bonds(Measured& m) {
  auto& repository = m.repository;
  const UserId joan{"joan"};
  const CardRecord card{.first_name = "Joan", .last_name = "D", .time_zone = "UTC", .version = 99};
  m.add("repository card", repository.card(m.ada));
  std::vector<UserId> friends;
  for (int i = 0; i < friends_of_ada; ++i) friends.emplace_back("f" + std::to_string(i));
  m.add("repository cards of 39", repository.cards(friends));
  m.add("repository keep_card", repository.keep_card(joan, card));
  m.add("repository keep_friendship", repository.keep_friendship(joan, m.ada, 100, true));
  m.add("repository keep_block", repository.keep_block(joan, m.grace, 101, true));
  m.add("repository friends, 40", repository.friends(m.ada));
  m.add("repository blocked", repository.blocked(m.ada));
  m.add("repository bury", repository.bury(joan, 102, m.world.clock.now()));
}

void add_posts(Measured& m) {
  auto& repository = m.repository;
  m.add("repository see", repository.see(m.ada, m.post));
  m.add("repository see, author known", repository.see(m.ada, m.post));
  m.add("repository see_person", repository.see_person(m.ada, m.grace));
  m.add("repository see_today", repository.see_today(m.ada, m.grace, m.world.clock.now()));
  m.add("repository place_of", repository.place_of(m.post));
  m.add("repository post_at", repository.post_at(m.place));
  std::vector<Place> places;
  for (int i = 0; i < friends_of_ada; ++i) {
    places.push_back({UserId{"f" + std::to_string(i)}, "2026-11-23"});
  }
  m.add("repository posts_at of 39", repository.posts_at(places));
  m.add("repository posts_of", repository.posts_of(m.grace, m.page));
  m.add("repository days_of", repository.days_of(m.grace, "2026-11", m.page));
  const auto made = post_of(m, m.ada, "2026-11-22");
  m.add("repository add_post", repository.add_post(made, {}, {}));
  const Place there{m.ada, made.day};
  m.add("repository edit_post", repository.edit_post(there, made.post_id, {"T", "C"}, {}));
  m.add("repository pin", repository.pin(there, made.post_id));
  m.add("repository pins", repository.pins(m.ada));
  m.add("repository unpin", repository.unpin(m.ada, made.post_id));
  m.add("repository delete_post", repository.delete_post(there, made.post_id, {}));
  const auto other = post_of(m, m.ada, "2026-11-21");
  std::vector<store::Write> writes;
  Repository::add_writes_of_post(writes, other);
  m.add("repository write, of a post", repository.write(std::move(writes)));
  const store::Check demand{card_key(m.ada), store::Condition::exists()};
  m.add("repository remove_post",
        repository.remove_post({m.ada, other.day}, other.post_id, demand));
}

void add_reactions(Measured& m) {
  auto& repository = m.repository;
  m.add("repository like", repository.like(m.ada, m.place, m.post, {}));
  m.add("repository likes_of", repository.likes_of(m.post, m.page));
  const auto since = m.world.clock.now() - longest_today;
  m.add("repository recent_likes", repository.recent_likes(m.ada, since));
  std::vector<StoredPost> posts{testing::run(m.world.posts.repository.post_at(m.place))};
  m.add("repository liked_among of 1", repository.liked_among(m.ada, posts));
  m.add("repository unlike", repository.unlike(m.ada, m.place, m.post));
  const auto comment = comment_of(m);
  m.add("repository add_comment", repository.add_comment(m.place, m.post, comment, {}, {}));
  m.add("repository comment", repository.comment(m.post, comment.comment_id));
  m.add("repository comments_of", repository.comments_of(m.post, m.page));
  m.add("repository delete_comment", repository.delete_comment(m.ada, m.place, m.post, comment));
}

void add_requests(Measured& m) {
  auto& posts = m.posts;
  m.add("gate", admit(posts, m.ada));
  m.add("post", create_post(posts, m.call, {.title = "T", .content = std::string(500, 'x')}));
  m.add("timeline of 39 friends", timeline(posts, m.call, {.limit = 100}));
  m.add("own daily post", daily_post(posts, m.call, m.ada));
  m.add("daily post of a friend", daily_post(posts, m.call, m.grace));
  m.add_first("read a post", [&](Posts& anew) { return read_post(anew, m.call, m.post); });
  m.add("posts of somebody", list_posts(posts, m.call, m.grace, m.page));
  m.add_first("like", [&](Posts& anew) { return like_post(anew, m.call, m.post); });
  m.add_first("unlike", [&](Posts& anew) { return unlike_post(anew, m.call, m.post); });
  m.add_first("comment",
              [&](Posts& anew) { return create_comment(anew, m.call, m.post, {"Well said"}); });
  m.add_first("list comments",
              [&](Posts& anew) { return list_comments(anew, m.call, m.post, m.page); });
  m.add_first("list likes", [&](Posts& anew) { return list_likes(anew, m.call, m.post, m.page); });
  m.add("relay of 3 events", m.outbox.drain());
  testing::run(read_post(posts, m.call, m.post));
  m.add("like, author known", like_post(posts, m.call, m.post));
  m.add("unlike, author known", unlike_post(posts, m.call, m.post));
}

TEST(PostUnits, OfEveryOperationAreThoseOfTheTable) {
  Measured m;
  testing::run(m.world.outbox.drain());
  add_people_and_bonds(m);
  add_posts(m);
  add_reactions(m);
  add_requests(m);
  m.table.expect_as_in(UNITS_FILE);
}

TEST(PostUnits, RoundTripsOfARequestAreFew) {
  Measured m;
  testing::run(create_post(m.world.posts, m.call, {.title = "T", .content = "C"}));
  EXPECT_LE(m.add("timeline", timeline(m.posts, m.call, {.limit = 100})).round_trips, 3);
  EXPECT_EQ(m.add("own", daily_post(m.posts, m.call, m.ada)).round_trips, 1);
  EXPECT_EQ(m.add("friend's", daily_post(m.posts, m.call, m.grace)).round_trips, 1);
}

TEST(PostUnits, ALikeIsTwoRoundTripsAndOneOnceTheAuthorIsKnown) {
  Measured m;
  EXPECT_EQ(m.add("like", like_post(m.posts, m.call, m.post)).round_trips, 2);
  EXPECT_EQ(m.add("like again", like_post(m.posts, m.call, m.post)).round_trips, 1);
  EXPECT_EQ(m.add("unlike", unlike_post(m.posts, m.call, m.post)).round_trips, 1);
  EXPECT_EQ(m.add("unlike again", unlike_post(m.posts, m.call, m.post)).round_trips, 1);
  EXPECT_EQ(m.add("like", like_post(m.posts, m.call, m.post)).round_trips, 1);
  const auto other = World::call("f1");
  EXPECT_EQ(status_of(like_post(m.posts, other, m.post)), 404);  // no friend of f0
  m.world.befriend("f0", "f1");
  EXPECT_EQ(m.add("another's like", like_post(m.posts, other, m.post)).round_trips, 1);
  EXPECT_EQ(m.world.read("ada", m.post).like_count, 2);
  EXPECT_EQ(m.add_first("unlike", [&](Posts& anew) { return unlike_post(anew, m.call, m.post); })
                .round_trips,
            2);
}

}  // namespace
}  // namespace dailygrind::post
