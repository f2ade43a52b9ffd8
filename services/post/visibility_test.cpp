#include <functional>

#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

/// Ada, the author, and everybody who may call. All but the stranger once were her friends and
/// liked her post.
struct Stage {
  World world;
  Post post;
  CommentId comment;  ///< by grace, the friend

  Stage() {
    world.person("ada");
    for (const auto* who : {"friend", "former", "blocked", "blocker", "admin"}) world.person(who);
    for (const auto* who : {"friend", "former", "blocked", "blocker"}) world.befriend("ada", who);
    post = world.write("ada");
    world.pin("ada", post.post_id);
    for (const auto* who : {"friend", "former", "blocked", "blocker"}) {
      world.like(who, post.post_id);
    }
    comment = world.comment("friend", post.post_id).comment_id;
    world.unfriend("former", "ada");
    world.block("ada", "blocked");
    world.block("blocker", "ada");
  }
  static Call call(const std::string& who) {
    auto call = World::call(who);
    call.administrator = who == "admin";
    return call;
  }
};

/// One route and what each kind of caller gets.
struct Row {
  const char* name;
  std::function<Task<int>(Stage&, const Call&)> answer;
  int author;
  int friend_;
  int stranger;  ///< also of who was a friend, is blocked, blocks, or is an administrator
};

/// The status that a verb's result is answered with; a list that is empty counts as 0.
template <typename T>
int status(const Created<T>& made) {
  return made.is_new ? 201 : 200;
}
template <typename T>
int status(const Paged<T>& list) {
  return list.items.empty() ? 0 : 200;
}
int status(const std::optional<Post>& post) { return post ? 200 : 204; }
int status(const Post&) { return 200; }
int status(const NoContent&) { return 204; }

template <typename T>
Task<int> answered(Task<T> task) {
  try {
    co_return status(co_await std::move(task));
  } catch (const Problem& problem) {
    co_return problem.status();
  }
}

const std::vector<Row> rows{
    {"GET /posts/{id}",
     [](Stage& s, const Call& c) { return answered(read_post(s.world.posts, c, s.post.post_id)); },
     200, 200, 404},
    {"PUT /posts/{id}",
     [](Stage& s, const Call& c) {
       return answered(edit_post(s.world.posts, c, s.post.post_id, {"T", "C"}, {}));
     },
     200, 403, 404},
    {"DELETE /posts/{id}",
     [](Stage& s, const Call& c) {
       return answered(delete_post(s.world.posts, c, s.post.post_id));
     },
     204, 403, 404},
    {"GET /posts/users/me/timeline",
     [](Stage& s, const Call& c) { return answered(timeline(s.world.posts, c, {})); }, 0, 200, 0},
    {"GET /posts/users/{id}/daily-post",
     [](Stage& s, const Call& c) { return answered(daily_post(s.world.posts, c, UserId{"ada"})); },
     200, 200, 204},
    {"GET /posts/users/{id}/posts",
     [](Stage& s, const Call& c) {
       return answered(list_posts(s.world.posts, c, UserId{"ada"}, {}));
     },
     200, 200, 0},
    {"GET /posts/users/{id}/pinned-posts",
     [](Stage& s, const Call& c) {
       return answered(list_pinned_posts(s.world.posts, c, UserId{"ada"}, {}));
     },
     200, 200, 0},
    {"POST /posts/users/me/pinned-posts/{id}",
     [](Stage& s, const Call& c) { return answered(pin_post(s.world.posts, c, s.post.post_id)); },
     200, 403, 404},
    {"GET /posts/users/me/calendar",
     [](Stage& s, const Call& c) { return answered(calendar(s.world.posts, c, {"2026-11"}, {})); },
     200, 0, 0},
    {"POST /posts/{id}/likes",
     [](Stage& s, const Call& c) { return answered(like_post(s.world.posts, c, s.post.post_id)); },
     201, 200, 404},
    {"DELETE /posts/{id}/likes",
     [](Stage& s, const Call& c) {
       return answered(unlike_post(s.world.posts, c, s.post.post_id));
     },
     204, 204, 404},
    {"GET /posts/{id}/likes",
     [](Stage& s, const Call& c) {
       return answered(list_likes(s.world.posts, c, s.post.post_id, {}));
     },
     200, 200, 404},
    {"GET /posts/{id}/comments",
     [](Stage& s, const Call& c) {
       return answered(list_comments(s.world.posts, c, s.post.post_id, {}));
     },
     200, 200, 404},
    {"POST /posts/{id}/comments",
     [](Stage& s, const Call& c) {
       return answered(create_comment(s.world.posts, c, s.post.post_id, {"Hm"}));
     },
     201, 201, 404},
    {"DELETE /posts/{id}/comments/{cid}",
     [](Stage& s, const Call& c) {
       return answered(delete_comment(s.world.posts, c, s.post.post_id, s.comment));
     },
     204, 204, 404},
};

std::string name_of(const ::testing::TestParamInfo<Row>& info) {
  std::string name;
  for (const char c : std::string_view{info.param.name}) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
  }
  return name;
}

class Visibility : public ::testing::TestWithParam<Row> {
 protected:
  int answer_to(const std::string& who) {
    Stage stage;
    const auto caller = Stage::call(who);
    return testing::run(GetParam().answer(stage, caller));
  }
};

TEST_P(Visibility, OfTheAuthor) { EXPECT_EQ(answer_to("ada"), GetParam().author); }
TEST_P(Visibility, OfAFriend) { EXPECT_EQ(answer_to("friend"), GetParam().friend_); }
TEST_P(Visibility, OfAllOthers) {
  for (const auto* who : {"stranger", "former", "blocked", "blocker", "admin"}) {
    EXPECT_EQ(answer_to(who), GetParam().stranger) << who;
  }
}

TEST_P(Visibility, OfOthersChangesNothing) {
  for (const auto* who : {"stranger", "former", "blocked", "blocker", "admin"}) {
    Stage stage;
    const auto before = stage.world.keys_of(stage.post.post_id);
    const auto seen = describe::to_json(stage.world.read("ada", stage.post.post_id));
    const auto caller = Stage::call(who);
    testing::run(GetParam().answer(stage, caller));
    EXPECT_EQ(stage.world.keys_of(stage.post.post_id), before) << who;
    EXPECT_EQ(describe::to_json(stage.world.read("ada", stage.post.post_id)), seen) << who;
  }
}

TEST_P(Visibility, OfADisabledAuthorIsThatOfAStranger) {
  const bool own_alone = std::string_view{GetParam().name}.find("/{cid}") != std::string_view::npos;
  Stage stage;
  stage.world.disable("ada");
  const auto caller = Stage::call("friend");
  EXPECT_EQ(testing::run(GetParam().answer(stage, caller)),
            own_alone ? GetParam().friend_ : GetParam().stranger);
}

INSTANTIATE_TEST_SUITE_P(Routes, Visibility, ::testing::ValuesIn(rows), name_of);

TEST(Admission, RefusesWhoWasDeletedOrDisabled) {
  World world;
  world.person("ada");
  EXPECT_EQ(status_of(admit(world.posts, UserId{"ada"})), 0);
  EXPECT_EQ(status_of(admit(world.posts, UserId{"unknown"})), 0);
  world.disable("ada");
  EXPECT_EQ(status_of(admit(world.posts, UserId{"ada"})), 401);
  world.hear("USER_UPDATED", World::profile("ada"));
  EXPECT_EQ(status_of(admit(world.posts, UserId{"ada"})), 0);
  world.remove("ada");
  EXPECT_EQ(status_of(admit(world.posts, UserId{"ada"})), 401);
}

}  // namespace
}  // namespace dailygrind::post
