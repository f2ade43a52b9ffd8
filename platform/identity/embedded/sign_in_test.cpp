#include <gmock/gmock.h>

#include "platform/core/problem.hpp"
#include "platform/identity/embedded/test_accounts.hpp"
#include "platform/identity/token_verifier.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using testing::Answer;
using testing::claims_of;
using ::testing::StartsWith;
using testing::TestAccounts;

const std::string wrong = "NotAuthorizedException: Incorrect username or password.";
const std::string locked = "NotAuthorizedException: Password attempts exceeded";

boost::json::object password_of(const std::string& username, const std::string& password) {
  return {{"AuthFlow", "USER_PASSWORD_AUTH"},
          {"AuthParameters", {{"USERNAME", username}, {"PASSWORD", password}}}};
}

TEST(SignIn, givesCognitosTokens) {
  TestAccounts test;
  test.call("SignUp", {{"Username", "ada@example.org"},
                       {"Password", "Correct-horse-1"},
                       {"UserAttributes", {{{"Name", "given_name"}, {"Value", "Ada"}}}}});
  const auto answer = test.sign_in("ada@example.org");
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.token("TokenType"), "Bearer");
  EXPECT_EQ(answer.body.at("AuthenticationResult").at("ExpiresIn"), 3600);
  const auto access = claims_of(answer.token("AccessToken"));
  const auto id = claims_of(answer.token("IdToken"));
  const auto now = std::chrono::floor<std::chrono::seconds>(test.clock.now());
  EXPECT_EQ(access.at("iss"), "https://grind.example/local_Ab3dEf9Gh");
  EXPECT_EQ(access.at("client_id"), "4f0exampleclient");
  EXPECT_EQ(access.at("token_use"), "access");
  EXPECT_EQ(access.at("scope"), "aws.cognito.signin.user.admin");
  EXPECT_EQ(access.at("username"), access.at("sub"));
  EXPECT_EQ(access.at("iat"), now.time_since_epoch().count());
  EXPECT_EQ(access.at("auth_time"), access.at("iat"));
  EXPECT_EQ(access.at("exp").as_int64(), access.at("iat").as_int64() + 3600);
  EXPECT_FALSE(access.contains("cognito:groups"));
  EXPECT_EQ(access.at("email"), "ada@example.org");
  EXPECT_EQ(id.at("aud"), "4f0exampleclient");
  EXPECT_EQ(id.at("token_use"), "id");
  EXPECT_EQ(id.at("email"), "ada@example.org");
  EXPECT_EQ(id.at("email_verified"), true);
  EXPECT_EQ(id.at("given_name"), "Ada");
  EXPECT_EQ(id.at("cognito:username"), access.at("sub"));
  EXPECT_EQ(id.at("origin_jti"), access.at("origin_jti"));
  EXPECT_NE(id.at("jti"), access.at("jti"));
}

TEST(SignIn, servicesAcceptItsTokens) {
  TestAccounts test;
  const auto sub = test.make("ada@example.org");
  test.run(test.directory.add_to_group(UserId{sub}, "admin"));
  const auto answer = test.sign_in("ada@example.org");
  TokenVerifier verifier{
      {.issuer = test.accounts.settings.issuer, .clients = {test.accounts.settings.client_id}},
      test.keys.source(),
      test.clock};
  const auto access = test.run(verifier.verify("Bearer " + answer.token("AccessToken")));
  EXPECT_EQ(access->id.str(), sub);
  EXPECT_TRUE(access->administrator);
  const auto id = test.run(verifier.verify("Bearer " + answer.token("IdToken")));
  EXPECT_EQ(id->email, "ada@example.org");
  EXPECT_THROW(test.run(verifier.verify("Bearer " + answer.token("RefreshToken"))), Problem);
}

TEST(SignIn, tellsUnknownUsersAndWrongPasswordsNotApart) {
  TestAccounts test;
  test.make("ada@example.org");
  EXPECT_EQ(test.sign_in("ada@example.org", "Wrong-horse-1").error, wrong);
  EXPECT_EQ(test.sign_in("eve@example.org", "Wrong-horse-1").error, wrong);
  EXPECT_EQ(test.sign_in("0190a5f2-7d3c-7a10-8a55-2f6d1c0b9e44", "x").error, wrong);
  EXPECT_EQ(test.sign_in("nobody", "x").error, wrong);
  EXPECT_EQ(test.sign_in(std::string(5000, 'x'), "x").error, wrong);
  EXPECT_EQ(test.sign_in("ada@example.org", std::string(2000, 'x')).error, wrong);
}

std::chrono::duration<double> time_of(TestAccounts& test, const std::string& username) {
  const auto begin = std::chrono::steady_clock::now();
  test.sign_in(username, "Wrong-horse-1");
  return std::chrono::steady_clock::now() - begin;
}

TEST(SignIn, takesAsLongForUnknownUsers) {
  TestAccounts test;
  test.make("ada@example.org");
  auto known = time_of(test, "ada@example.org");
  auto unknown = time_of(test, "eve@example.org");
  for (int i = 0; i < 3; ++i) {
    known = std::min(known, time_of(test, "ada@example.org"));
    unknown = std::min(unknown, time_of(test, "eve@example.org"));
  }
  // Without the hash it would be a hundredth of it.
  EXPECT_GT(unknown, known / 3);
}

TEST(SignIn, locksAnAccountForLongerAndLonger) {
  TestAccounts test;
  test.make("ada@example.org");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(test.sign_in("ada@example.org", "Wrong-1-x").error, wrong);
  EXPECT_EQ(test.sign_in("ada@example.org").error, locked) << "even with the right password";
  for (const auto seconds : {1s, 2s, 4s, 8s}) {
    test.clock.advance(seconds - 1ms);
    EXPECT_EQ(test.sign_in("ada@example.org").error, locked) << seconds.count();
    test.clock.advance(1ms);
    EXPECT_EQ(test.sign_in("ADA@example.org", "Wrong-1-x").error, wrong) << seconds.count();
  }
  test.clock.advance(16s);
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200);
  EXPECT_EQ(test.sign_in("ada@example.org", "Wrong-1-x").error, wrong);
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200) << "a success forgets the failures";
}

TEST(SignIn, aLockIsNeverLongerThanAQuarterOfAnHour) {
  TestAccounts test;
  test.make("ada@example.org");
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(test.sign_in("ada@example.org", "Wrong-1-x").error, wrong) << i;
    test.clock.advance(15min);
  }
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200);
}

TEST(SignIn, failuresAreForgottenInTheEnd) {
  TestAccounts test;
  test.make("ada@example.org");
  for (int i = 0; i < 4; ++i) test.sign_in("ada@example.org", "Wrong-1-x");
  test.clock.advance(15min);
  for (int i = 0; i < 4; ++i) test.sign_in("ada@example.org", "Wrong-1-x");
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200);
}

TEST(SignIn, unknownUsersAreLockedAlike) {
  TestAccounts test;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(test.sign_in("eve@example.org", "x").error, wrong);
  EXPECT_EQ(test.sign_in("eve@example.org", "x").error, locked);
}

TEST(SignIn, attemptsAtTheSameTimeDoNotSlipPastTheLock) {
  TestAccounts test;
  test.make("ada@example.org");
  std::vector<boost::json::object> inputs(30, password_of("ada@example.org", "Wrong-1-x"));
  inputs[20] = password_of("ada@example.org", "Correct-horse-1");
  const auto answers = test.call_all("InitiateAuth", inputs);
  EXPECT_EQ(std::ranges::count(answers, wrong, &Answer::error), 5);
  EXPECT_EQ(std::ranges::count(answers, locked, &Answer::error), 25);
}

TEST(SignIn, anAddressThatTriesManyAccountsIsLocked) {
  TestAccounts test;
  test.make("ada@example.org");
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(test.sign_in("user" + std::to_string(i) + "@example.org", "x").error, wrong);
  }
  EXPECT_EQ(test.sign_in("ada@example.org").error, locked);
  const auto input = password_of("ada@example.org", "Correct-horse-1");
  EXPECT_EQ(test.call("InitiateAuth", input, "203.0.113.9").status, 200) << "from elsewhere";
  EXPECT_EQ(test.call("InitiateAuth", input, "::ffff:198.51.100.7").error, locked)
      << "the same address in other clothes";
}

TEST(SignIn, tooManyAtATimeAreTurnedAway) {
  TestAccounts test{TestAccounts::Mail::no, {.waiting_passwords = 3}};
  test.make("ada@example.org");
  const std::vector<boost::json::object> inputs(10,
                                                password_of("ada@example.org", "Correct-horse-1"));
  const auto answers = test.call_all("InitiateAuth", inputs);
  EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 3);
  EXPECT_EQ(
      std::ranges::count(answers, "TooManyRequestsException: Too many requests", &Answer::error),
      7);
}

TEST(SignIn, otherFlowsAreAnsweredClearly) {
  TestAccounts test;
  const auto srp = test.call(
      "InitiateAuth", {{"AuthFlow", "USER_SRP_AUTH"},
                       {"AuthParameters", {{"USERNAME", "ada@example.org"}, {"SRP_A", "ff"}}}});
  EXPECT_EQ(srp.status, 400);
  EXPECT_EQ(srp.error,
            "InvalidParameterException: USER_SRP_AUTH is not enabled for the client; use "
            "USER_PASSWORD_AUTH");
  EXPECT_EQ(test.call("InitiateAuth", {{"AuthFlow", "USER_PASSWORD_AUTH"}}).error,
            "InvalidParameterException: Missing required parameter USERNAME");
  EXPECT_THAT(test.call("InitiateAuth", {}).error, StartsWith("InvalidParameterException"));
}

TEST(SignIn, aDisabledAccountIsRefusedAtOnce) {
  TestAccounts test;
  const UserId sub{test.make("ada@example.org")};
  const auto before = test.sign_in("ada@example.org");
  EXPECT_TRUE(test.run(test.directory.set_enabled(sub, false)));
  const std::string disabled = "NotAuthorizedException: User is disabled.";
  EXPECT_EQ(test.sign_in("ada@example.org").error, disabled);
  EXPECT_EQ(test.sign_in("ada@example.org", "Wrong-1-x").error, wrong);
  EXPECT_EQ(test.refresh(before.token("RefreshToken")).error, disabled);
  const boost::json::object input{{"AccessToken", before.token("AccessToken")}};
  EXPECT_EQ(test.call("GetUser", input).error, disabled);
  EXPECT_TRUE(test.run(test.directory.set_enabled(sub, true)));
  EXPECT_EQ(test.call("GetUser", input).error,
            "NotAuthorizedException: Access Token has been revoked");
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200);
}

}  // namespace
}  // namespace dailygrind::identity
