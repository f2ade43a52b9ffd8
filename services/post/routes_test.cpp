#include "services/post/routes.hpp"

#include "platform/api/openapi.hpp"
#include "services/post/world_test.hpp"

namespace dailygrind::post {
namespace {

using http::Method;

struct PostRoutes : ::testing::Test {
  World world;
  api::Routes table = routes(world.posts);

  const api::Route& row(Method method, std::string_view pattern) {
    for (const auto& route : table.rows()) {
      if (route.method == method && route.pattern == pattern) return route;
    }
    throw std::out_of_range{std::string{pattern}};
  }
  http::Response answer(Method method, std::string_view pattern, http::PathParameters parameters,
                        std::string_view query = {}, std::string_view body = {}) {
    const auto ada = World::call("ada");
    const http::Request request{.method = method, .path = pattern, .query = query, .body = body};
    return testing::run(row(method, pattern).endpoint.run(ada, request, parameters));
  }
};

TEST_F(PostRoutes, AnswerWithTheStatusesOfTheContract) {
  EXPECT_EQ(answer(Method::get, "/posts/users/{userId}/daily-post", {"me"}).status, 204);
  EXPECT_EQ(answer(Method::post, "/posts", {}, {}, R"({"title":"T","content":"C"})").status, 201);
  const auto today = answer(Method::get, "/posts/users/{userId}/daily-post", {"me"});
  EXPECT_EQ(today.status, 200);
  const auto id = world.daily_seen_by("ada", "ada")->post_id.str();
  EXPECT_EQ(answer(Method::get, "/posts/{postId}", {id}).body, today.body);
  EXPECT_EQ(answer(Method::post, "/posts/{postId}/likes", {id}).status, 201);
  EXPECT_EQ(answer(Method::post, "/posts/{postId}/likes", {id}).status, 200);
  EXPECT_EQ(answer(Method::delete_, "/posts/{postId}/likes", {id}).status, 204);
  EXPECT_EQ(
      answer(Method::post, "/posts/{postId}/comments", {id}, {}, R"({"content":"Hm"})").status,
      201);
  EXPECT_EQ(answer(Method::post, "/posts/users/me/pinned-posts/{postId}", {id}).status, 201);
  EXPECT_EQ(answer(Method::get, "/posts/users/me/calendar", {}, "month=2026-11").body,
            R"(["2026-11-23"])");
  EXPECT_EQ(answer(Method::get, "/posts/users/me/timeline", {}).body, "[]");
  EXPECT_EQ(answer(Method::delete_, "/posts/{postId}", {id}).status, 204);
  EXPECT_EQ(answer(Method::delete_, "/posts/users/me/pinned-posts/{postId}", {id}).status, 204);
}

TEST_F(PostRoutes, RefuseMalformedIdsWith404) {
  for (const auto& route : table.rows()) {
    if (route.pattern.find("{postId}") == std::string::npos) continue;
    const auto ada = World::call("ada");
    const http::Request request{.method = route.method, .body = "{}"};
    const http::PathParameters parameters{"x", "x"};
    EXPECT_EQ(status_of(route.endpoint.run(ada, request, parameters)), 404) << route.pattern;
  }
}

TEST_F(PostRoutes, HaveNoneForAdministrators) {
  for (const auto& route : table.rows()) EXPECT_FALSE(route.administrators_only) << route.pattern;
  EXPECT_EQ(table.rows().size(), 17);
}

TEST_F(PostRoutes, TagAPostAndTheTimeline) {
  EXPECT_TRUE(row(Method::get, "/posts/{postId}").etag);
  EXPECT_TRUE(row(Method::get, "/posts/users/me/timeline").etag);
}

TEST_F(PostRoutes, TheContractNamesEveryShape) {
  const auto document = api::openapi_document("test", {&table});
  const auto& schemas = document.at("components").at("schemas").as_object();
  for (const auto* name : {"NewPost", "PostEdit", "Post", "User", "NewComment", "Comment",
                           "CommentEntry", "TimelineEntry"}) {
    EXPECT_TRUE(schemas.contains(name)) << name;
  }
  const auto& post = schemas.at("Post").at("properties").as_object();
  EXPECT_EQ(post.at("content").at("maxLength").as_int64(), 10'000);
}

}  // namespace
}  // namespace dailygrind::post
