#include "services/user/routes.hpp"

#include <boost/json/serialize.hpp>

#include "platform/api/openapi.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using http::Method;
using testing::run;

struct UserRoutes : ::testing::Test {
  World world;
  api::Routes table = routes(world.users);

  const api::Route& row(Method method, std::string_view pattern) {
    for (const auto& route : table.rows()) {
      if (route.method == method && route.pattern == pattern) return route;
    }
    throw std::out_of_range{std::string{pattern}};
  }
  http::Response answer(Method method, std::string_view pattern, http::PathParameters parameters,
                        std::string_view query = {}, std::string_view body = {}) {
    const Call ada = World::call("ada");
    const http::Request request{.method = method, .path = pattern, .query = query, .body = body};
    return run(row(method, pattern).endpoint.run(ada, request, parameters));
  }
};

TEST_F(UserRoutes, AnswerWithTheStatusesOfTheContract) {
  EXPECT_EQ(answer(Method::get, "/users/me", {}).status, 204);
  const auto* body = R"({"firstName":"Ada","lastName":"Byron","jobs":[1],"headline":""})";
  EXPECT_EQ(answer(Method::post, "/users/me", {}, {}, body).status, 201);
  EXPECT_EQ(answer(Method::post, "/users/me", {}, {}, body).status, 200);
  EXPECT_EQ(answer(Method::put, "/users/me", {}, {}, body).status, 200);
  EXPECT_EQ(
      answer(Method::get, "/users/me", {}).body,
      R"({"userId":"ada","email":"ada@example.org","firstName":"Ada","lastName":"Byron","timeZone":"UTC",)"
      R"("numberOfFriends":0,"isFriend":false,"relation":"self",)"
      R"("profileVisibility":"everyone","contactVisibility":"self"})");
  world.create("bob");
  EXPECT_EQ(answer(Method::post, "/users/requests", {}, "targetUserId=bob").status, 201);
  EXPECT_EQ(answer(Method::delete_, "/users/requests/{receiverId}/cancel", {"bob"}).status, 204);
  EXPECT_EQ(answer(Method::post, "/users/me/blocks/{userId}", {"bob"}).status, 204);
  EXPECT_EQ(answer(Method::delete_, "/users/me", {}).status, 204);
}

TEST_F(UserRoutes, TagReadsOfProfiles) {
  for (const auto* pattern :
       {"/users/me", "/users/me/details", "/users/{userId}", "/users/{userId}/details"}) {
    EXPECT_TRUE(row(Method::get, pattern).etag) << pattern;
  }
}

TEST_F(UserRoutes, KeepAdministrationForAdministrators) {
  int rows = 0;
  for (const auto& route : table.rows()) {
    const bool administration = route.pattern.starts_with("/users/admin/");
    EXPECT_EQ(route.administrators_only, administration) << route.pattern;
    rows += administration ? 1 : 0;
  }
  EXPECT_EQ(rows, 6);
}

TEST_F(UserRoutes, LinkToTheNextPage) {
  world.create_all({"ada", "bob", "cleo"});
  const auto response = answer(Method::get, "/users", {}, "limit=1");
  const auto link =
      std::ranges::find(response.headers, "Link", &std::pair<std::string, std::string>::first);
  ASSERT_NE(link, response.headers.end());
  EXPECT_TRUE(link->second.starts_with("</users?limit=1&cursor="));
}

TEST_F(UserRoutes, TheContractNamesEveryShape) {
  const auto document = api::openapi_document("test", {&table});
  const auto& schemas = document.at("components").at("schemas").as_object();
  for (const auto* name : {"ProfileInput", "UserInfo", "UserDetails", "Job", "JobInput",
                           "Education", "EducationInput", "AccountInfo"}) {
    EXPECT_TRUE(schemas.contains(name)) << name;
  }
  EXPECT_EQ(
      boost::json::serialize(schemas.at("UserInfo").at("properties").at("relation").at("enum")),
      R"(["none","friend","incoming","outgoing","self"])");
}

}  // namespace
}  // namespace dailygrind::user
