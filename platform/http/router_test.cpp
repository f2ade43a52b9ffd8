#include "platform/http/router.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dailygrind::http {
namespace {

Handler nothing() {
  return [](const Request&, const PathParameters&) -> Task<Response> { co_return Response{}; };
}

Router router_with(const std::vector<std::pair<Method, std::string>>& routes) {
  Router router;
  for (const auto& [method, pattern] : routes) router.add(method, pattern, nothing());
  return router;
}

bool is_nowhere(const Router::Match& match) {
  return match.handler == nullptr && match.route == nullptr && match.allow.empty();
}

TEST(Router, FindsLiteralsAndParameters) {
  const auto router = router_with({{Method::get, "/posts/{id}"},
                                   {Method::get, "/posts/{id}/comments/{cid}"},
                                   {Method::get, "/"}});
  EXPECT_EQ(router.find(Method::get, "/").pattern, "/");
  const auto match = router.find(Method::get, "/posts/1/comments/a%20b");
  EXPECT_EQ(match.pattern, "/posts/{id}/comments/{cid}");
  EXPECT_EQ(match.parameters, (PathParameters{"1", "a b"}));
  EXPECT_NE(match.handler, nullptr);
  EXPECT_EQ(match.route, router.routes()[1].get());
}

TEST(Router, PrefersLiteralsAndGoesBackToParameters) {
  const auto router =
      router_with({{Method::get, "/users/{id}/friends"}, {Method::get, "/users/me/jobs"}});
  EXPECT_EQ(router.find(Method::get, "/users/me/jobs").pattern, "/users/me/jobs");
  const auto match = router.find(Method::get, "/users/me/friends");
  EXPECT_EQ(match.pattern, "/users/{id}/friends");
  EXPECT_EQ(match.parameters, PathParameters{"me"});
}

TEST(Router, NamesTheMethodsOfAPath) {
  const auto router = router_with({{Method::delete_, "/users/{id}"},
                                   {Method::get, "/users/search"},
                                   {Method::put, "/users/{id}"}});
  EXPECT_EQ(router.find(Method::post, "/users/search").allow, "GET, HEAD, OPTIONS");
  EXPECT_EQ(router.find(Method::delete_, "/users/search").allow, "GET, HEAD, OPTIONS");
  EXPECT_EQ(router.find(Method::options, "/users/1").allow, "PUT, DELETE, OPTIONS");
  EXPECT_EQ(router.find(Method::other, "/users/1").allow, "PUT, DELETE, OPTIONS");
  EXPECT_TRUE(router.find(Method::get, "/users/1").parameters.empty());
}

TEST(Router, AnswersHeadByGet) {
  const auto router = router_with({{Method::get, "/a"}, {Method::post, "/b"}});
  EXPECT_EQ(router.find(Method::head, "/a").pattern, "/a");
  EXPECT_EQ(router.find(Method::head, "/b").allow, "POST, OPTIONS");
}

TEST(Router, KnowsNoOtherPaths) {
  const auto router = router_with({{Method::get, "/posts/{id}"}, {Method::get, "/posts"}});
  for (const auto* path : {"", "/", "posts", "/posts/", "/posts//", "/posts/1/", "//posts", "/post",
                           "/posts/1/2", "/Posts", "*", "/posts/%", "/posts/%4", "/posts/%zz"}) {
    EXPECT_TRUE(is_nowhere(router.find(Method::get, path))) << path;
  }
}

TEST(Router, ComparesSegmentsDecoded) {
  const auto router = router_with({{Method::get, "/posts/{id}"}, {Method::get, "/posts/me"}});
  EXPECT_EQ(router.find(Method::get, "/p%6Fsts/m%65").pattern, "/posts/me");
  EXPECT_EQ(router.find(Method::get, "/posts/a%2Fb").parameters, PathParameters{"a/b"});
}

TEST(Router, TakesTheRest) {
  const auto router = router_with(
      {{Method::get, "/{path...}"}, {Method::get, "/docs/{path...}"}, {Method::get, "/docs/api"}});
  EXPECT_EQ(router.find(Method::get, "/").parameters, PathParameters{""});
  EXPECT_EQ(router.find(Method::get, "/a/b%20c").parameters, PathParameters{"a/b c"});
  EXPECT_EQ(router.find(Method::get, "/docs").pattern, "/{path...}");
  EXPECT_EQ(router.find(Method::get, "/docs/").parameters, PathParameters{""});
  EXPECT_EQ(router.find(Method::get, "/docs/api").pattern, "/docs/api");
  EXPECT_EQ(router.find(Method::get, "/docs/api/x").parameters, PathParameters{"api/x"});
}

TEST(Router, RefusesBadRoutes) {
  auto router = router_with({{Method::get, "/posts/{id}"}});
  for (const auto* pattern : {"/posts/{other}", "posts", "", "/{a", "/{}", "/{a...}/b",
                              "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}"}) {
    EXPECT_THROW(router.add(Method::get, pattern, nothing()), std::logic_error) << pattern;
  }
  EXPECT_NO_THROW(router.add(Method::put, "/posts/{other}", nothing()));
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> segments;
  std::size_t begin = 1;
  for (auto end = path.find('/', begin); end != std::string::npos; end = path.find('/', begin)) {
    segments.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  segments.push_back(path.substr(begin));
  return segments;
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  return std::ranges::equal(pattern, path, [](const auto& expected, const auto& segment) {
    return expected == "{x}" ? !segment.empty() : expected == segment;
  });
}

/// The pattern that a plain comparison of all patterns prefers: earlier literals win.
std::string expected_pattern(const std::vector<std::string>& patterns, const std::string& path) {
  std::string best;
  for (const auto& pattern : patterns) {
    if (!fits(split(pattern), split(path))) continue;
    // '{' sorts behind letters, so the smaller text is the one with the earlier literal.
    if (best.empty() || split(pattern) < split(best)) best = pattern;
  }
  return best;
}

std::string random_path(std::mt19937& random, bool pattern) {
  static const std::vector<std::string> names{"a", "b", "ab", "{x}"};
  std::string path;
  for (auto depth = 1 + random() % 4; depth > 0; --depth) {
    path += "/" + names[random() % (pattern ? 4 : 3)];
  }
  return path;
}

TEST(Router, AgreesWithComparingEveryPattern) {
  std::mt19937 random{20240501};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> patterns;
    for (auto count = 1 + random() % 12; count > 0; --count) {
      const auto pattern = random_path(random, true);
      if (std::ranges::find(patterns, pattern) == patterns.end()) patterns.push_back(pattern);
    }
    Router router;
    for (const auto& pattern : patterns) router.add(Method::get, pattern, nothing());
    for (int at = 0; at < 50; ++at) {
      const auto path = random_path(random, false);
      ASSERT_EQ(router.find(Method::get, path).pattern, expected_pattern(patterns, path)) << path;
    }
  }
}

}  // namespace
}  // namespace dailygrind::http
