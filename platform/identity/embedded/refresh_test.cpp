#include <gmock/gmock.h>

#include "platform/identity/embedded/refresh_token.hpp"
#include "platform/identity/embedded/test_accounts.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using testing::Answer;
using testing::claims_of;
using ::testing::StartsWith;
using testing::TestAccounts;

const std::string revoked = "NotAuthorizedException: Refresh Token has been revoked";

class RefreshTest : public ::testing::Test {
 protected:
  RefreshTest() {
    test_.make("ada@example.org");
    signed_in_ = test_.sign_in("ada@example.org");
    first_ = signed_in_.token("RefreshToken");
  }
  std::string get_user(const Answer& answer) {
    return test_.call("GetUser", {{"AccessToken", answer.token("AccessToken")}}).error;
  }
  Answer refresh_the_old_way(const std::string& token) {
    return test_.call("InitiateAuth", {{"AuthFlow", "REFRESH_TOKEN_AUTH"},
                                       {"AuthParameters", {{"REFRESH_TOKEN", token}}}});
  }

  TestAccounts test_;
  Answer signed_in_;
  std::string first_;
};

TEST_F(RefreshTest, givesFreshTokensOfTheSameSignIn) {
  test_.clock.advance(50min);
  const auto answer = test_.refresh(first_);
  ASSERT_EQ(answer.status, 200);
  EXPECT_NE(answer.token("RefreshToken"), first_);
  const auto before = claims_of(signed_in_.token("AccessToken"));
  const auto after = claims_of(answer.token("AccessToken"));
  EXPECT_EQ(after.at("origin_jti"), before.at("origin_jti"));
  EXPECT_EQ(after.at("auth_time"), before.at("auth_time"));
  EXPECT_EQ(after.at("iat").as_int64(), before.at("iat").as_int64() + 3000);
  EXPECT_NE(after.at("jti"), before.at("jti"));
}

TEST_F(RefreshTest, worksTheOldWayToo) {
  for (const auto* flow : {"REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}) {
    const auto answer = test_.call(
        "InitiateAuth", {{"AuthFlow", flow}, {"AuthParameters", {{"REFRESH_TOKEN", first_}}}});
    ASSERT_EQ(answer.status, 200) << flow;
    first_ = answer.token("RefreshToken");
  }
}

TEST_F(RefreshTest, aRetryWithinTheGraceGetsTheSameToken) {
  const auto once = test_.refresh(first_);
  test_.clock.advance(59s);
  const auto again = test_.refresh(first_);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.token("RefreshToken"), once.token("RefreshToken"));
  EXPECT_EQ(test_.refresh(once.token("RefreshToken")).status, 200);
}

TEST_F(RefreshTest, manyAtATimeAgreeOnOneToken) {
  const std::vector<boost::json::object> inputs(20, {{"RefreshToken", first_}});
  const auto answers = test_.call_all("GetTokensFromRefreshToken", inputs);
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.token("RefreshToken"), answers[0].token("RefreshToken"));
  }
}

TEST_F(RefreshTest, aTokenUsedAgainLaterEndsTheSignIn) {
  const auto second = test_.refresh(first_);
  test_.clock.advance(60s);
  EXPECT_THAT(test_.refresh(first_).error, StartsWith("RefreshTokenReuseException"));
  EXPECT_EQ(test_.refresh(second.token("RefreshToken")).error, revoked)
      << "one of the two holders stole it, and nobody knows which";
  EXPECT_EQ(get_user(second), "NotAuthorizedException: Access Token has been revoked");
}

TEST_F(RefreshTest, aTokenOfTwoGenerationsAgoIsReuseEvenWithinTheGrace) {
  const auto second = test_.refresh(first_);
  const auto third = test_.refresh(second.token("RefreshToken"));
  EXPECT_THAT(test_.refresh(first_).error, StartsWith("RefreshTokenReuseException"));
  EXPECT_EQ(test_.refresh(third.token("RefreshToken")).error, revoked);
}

TEST_F(RefreshTest, oldClientsHearOfReuseInWordsTheyKnow) {
  refresh_the_old_way(first_);
  test_.clock.advance(60s);
  EXPECT_EQ(refresh_the_old_way(first_).error, revoked);
  EXPECT_EQ(refresh_the_old_way(first_).error, revoked);
}

TEST_F(RefreshTest, otherSignInsGoOn) {
  const auto other = test_.sign_in("ada@example.org");
  test_.refresh(first_);
  test_.clock.advance(60s);
  test_.refresh(first_);
  EXPECT_EQ(test_.refresh(other.token("RefreshToken")).status, 200);
}

TEST_F(RefreshTest, aSignInEndsAfterThirtyDaysHoweverOftenItIsRefreshed) {
  auto token = first_;
  for (int day = 0; day < 29; ++day) {
    test_.clock.advance(24h);
    const auto answer = test_.refresh(token);
    ASSERT_EQ(answer.status, 200) << day;
    token = answer.token("RefreshToken");
  }
  test_.clock.advance(24h);
  EXPECT_EQ(test_.refresh(token).error, "NotAuthorizedException: Refresh Token has expired");
}

TEST_F(RefreshTest, forgedTokensAreRefused) {
  const std::string invalid = "NotAuthorizedException: Invalid Refresh Token";
  for (const std::string& bad : {std::string{"x"}, std::string{"a.b.c.d.e"}, std::string(4000, 'x'),
                                 std::string(600, '.'), signed_in_.token("AccessToken")}) {
    EXPECT_EQ(test_.refresh(bad).error, invalid);
  }
  for (const std::size_t at : {std::size_t{0}, first_.find('.') + 1, first_.size() - 1}) {
    auto changed = first_;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(test_.refresh(changed).error, invalid) << at;
  }
  EXPECT_EQ(test_.refresh(first_ + "=").error, invalid);
  EXPECT_EQ(test_.refresh(first_).status, 200);
}

TEST_F(RefreshTest, theStoreHoldsNothingThatSignsIn) {
  const auto token = RefreshToken::decode(first_, test_.accounts.settings.secret);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->encode(test_.accounts.settings.secret), first_);
  EXPECT_NE(token->encode(std::string(32, 'x')), first_);
}

TEST_F(RefreshTest, canBeRevoked) {
  const boost::json::object input{{"Token", first_}};
  EXPECT_EQ(test_.call("RevokeToken", input).status, 200);
  EXPECT_EQ(test_.call("RevokeToken", input).status, 200);
  EXPECT_EQ(test_.refresh(first_).error, revoked);
  EXPECT_EQ(get_user(signed_in_), "NotAuthorizedException: Access Token has been revoked");
  EXPECT_EQ(test_.call("RevokeToken", {{"Token", "nonsense"}}).status, 200);
  EXPECT_THAT(test_.call("RevokeToken", {{"Token", signed_in_.token("AccessToken")}}).error,
              StartsWith("UnsupportedTokenTypeException"));
}

TEST_F(RefreshTest, globalSignOutEndsAllSignIns) {
  const auto other = test_.sign_in("ada@example.org");
  const boost::json::object input{{"AccessToken", signed_in_.token("AccessToken")}};
  EXPECT_EQ(test_.call("GlobalSignOut", input).status, 200);
  EXPECT_EQ(test_.refresh(first_).error, revoked);
  EXPECT_EQ(test_.refresh(other.token("RefreshToken")).error, revoked);
  EXPECT_EQ(test_.call("GlobalSignOut", input).error,
            "NotAuthorizedException: Access Token has been revoked");
}

TEST_F(RefreshTest, newGroupsShowAfterARefresh) {
  const auto sub = std::string{claims_of(signed_in_.token("IdToken")).at("sub").as_string()};
  test_.run(test_.directory.add_to_group(UserId{sub}, "admin"));
  const auto claims = claims_of(test_.refresh(first_).token("AccessToken"));
  EXPECT_EQ(claims.at("cognito:groups"), boost::json::array{"admin"});
}

}  // namespace
}  // namespace dailygrind::identity
