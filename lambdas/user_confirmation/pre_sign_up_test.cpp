#include "lambdas/user_confirmation/pre_sign_up.hpp"

#include <gmock/gmock.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/lambda/runtime.hpp"

namespace dailygrind::lambda {
namespace {

namespace json = boost::json;
using identity::SignUpMode;
using identity::SignUpRules;

json::object event(std::string_view source = "PreSignUp_SignUp",
                   std::string_view email = "Ada@Example.org") {
  return {{"version", "1"},
          {"triggerSource", source},
          {"region", "us-east-1"},
          {"userPoolId", "us-east-1_pool"},
          {"userName", "ada"},
          {"callerContext", {{"awsSdkVersion", "x"}, {"clientId", "client"}}},
          {"request", {{"userAttributes", {{"email", email}}}, {"validationData", nullptr}}},
          {"response",
           {{"autoConfirmUser", false}, {"autoVerifyEmail", false}, {"autoVerifyPhone", false}}}};
}

json::object answer(const json::object& asked, const SignUpRules& rules = {},
                    ConfirmSignUp confirm = ConfirmSignUp::at_once) {
  return json::parse(pre_sign_up(json::serialize(asked), rules, confirm)).as_object();
}

std::string refusal(const std::string& payload, const SignUpRules& rules = {}) {
  try {
    pre_sign_up(payload, rules, ConfirmSignUp::at_once);
  } catch (const FunctionError& error) {
    return error.type() + ": " + error.what();
  }
  return "";
}

TEST(PreSignUp, AnswersTheEventWithItsResponse) {
  const auto asked = event();
  auto expected = asked;
  expected["response"] = {
      {"autoConfirmUser", true}, {"autoVerifyEmail", true}, {"autoVerifyPhone", false}};
  EXPECT_EQ(answer(asked), expected);
}

TEST(PreSignUp, LeavesCodesToCognito) {
  EXPECT_EQ(answer(event(), {}, ConfirmSignUp::code), event());
}

TEST(PreSignUp, FollowsTheRuleOfTheEmbeddedAccounts) {
  const SignUpRules domains{.mode = SignUpMode::domains, .domains = {"example.org"}};
  EXPECT_EQ(answer(event(), domains).at("response").at("autoConfirmUser"), true);
  for (const auto* source : {"PreSignUp_SignUp", "PreSignUp_ExternalProvider"}) {
    EXPECT_EQ(refusal(json::serialize(event(source, "ada@evil.example.org")), domains),
              "SignUpRefused: Accounts need an e-mail address of a listed domain.");
    EXPECT_EQ(refusal(json::serialize(event(source)), {.mode = SignUpMode::closed}),
              "SignUpRefused: SignUp is not permitted for this user pool");
  }
}

TEST(PreSignUp, LetsAdministratorsMakeAccounts) {
  const auto asked = event("PreSignUp_AdminCreateUser");
  EXPECT_EQ(answer(asked, {.mode = SignUpMode::closed}), asked);
}

TEST(PreSignUp, NeedsAnEmail) {
  for (const auto* bad : {"", "ada", "ada@", "@example.org", "a b@example.org"}) {
    EXPECT_EQ(refusal(json::serialize(event("PreSignUp_SignUp", bad))),
              "InvalidEmail: An account needs an e-mail address.")
        << bad;
  }
  auto without = event();
  without["request"] = json::object{};
  EXPECT_THAT(refusal(json::serialize(without)), ::testing::StartsWith("InvalidEmail"));
}

TEST(PreSignUp, RefusesOtherEvents) {
  for (const auto* source : {"PostConfirmation_ConfirmSignUp", "presignup_signup", ""}) {
    EXPECT_EQ(refusal(json::serialize(event(source))),
              "InvalidPayload: The event has an unknown triggerSource.");
  }
  for (const auto* payload : {"", "{", "[]", "null", "7"}) {
    EXPECT_EQ(refusal(payload), "InvalidPayload: The event is no JSON object.") << payload;
  }
}

}  // namespace
}  // namespace dailygrind::lambda
