#include "platform/core/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dailygrind {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(Problem, HasTheStatusAndCodeOfItsKind) {
  EXPECT_EQ(Problem::malformed("x").status(), 400);
  EXPECT_EQ(Problem::unauthorized("x").status(), 401);
  EXPECT_EQ(Problem::forbidden("x").status(), 403);
  EXPECT_EQ(Problem::not_found().status(), 404);
  EXPECT_EQ(Problem::conflict("already-posted", "x").status(), 409);
  EXPECT_EQ(Problem::conflict("already-posted", "x").code(), "already-posted");
  EXPECT_EQ(Problem::precondition_failed().status(), 412);
  EXPECT_EQ(Problem::too_many_requests(3).status(), 429);
  EXPECT_EQ(Problem::unavailable("x").status(), 503);
}

TEST(Problem, InvalidListsEveryFault) {
  const auto problem = Problem::invalid({{"/title", "is empty"}, {"?limit", "is no number"}});
  EXPECT_EQ(problem.status(), 422);
  ASSERT_EQ(problem.faults().size(), 2U);
  EXPECT_EQ(problem.faults()[0].pointer, "/title");
  EXPECT_EQ(problem.faults()[1].detail, "is no number");
}

TEST(Problem, KeepsTheCauseOutOfWhatIsShown) {
  const auto problem = Problem::unavailable("disk I/O error on /srv/user.db");
  EXPECT_STREQ(problem.what(), "disk I/O error on /srv/user.db");
  EXPECT_EQ(problem.detail().find("disk"), std::string::npos);
  for (const auto& [name, value] : problem.members()) EXPECT_EQ(value.find("disk"), value.npos);
  EXPECT_THAT(problem.headers(), ElementsAre(Pair("Retry-After", "1")));
}

TEST(Problem, WhatIsTheDetailWhereThereIsNoCause) {
  EXPECT_STREQ(Problem::forbidden("Not yours.").what(), "Not yours.");
}

TEST(Problem, CarriesMembersAndHeaders) {
  const auto problem = Problem::conflict("already-posted", "You have posted today.")
                           .with("postId", "p1")
                           .header("Location", "/posts/p1");
  EXPECT_THAT(problem.members(), ElementsAre(Pair("postId", "p1")));
  EXPECT_THAT(problem.headers(), ElementsAre(Pair("Location", "/posts/p1")));
  EXPECT_THAT(problem.faults(), IsEmpty());
}

TEST(Problem, TooManyRequestsSaysWhenToComeBack) {
  EXPECT_THAT(Problem::too_many_requests(17).headers(), ElementsAre(Pair("Retry-After", "17")));
}

}  // namespace
}  // namespace dailygrind
