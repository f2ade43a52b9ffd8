#include <gmock/gmock.h>

#include "platform/identity/embedded/test_accounts.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using testing::Answer;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using testing::TestAccounts;

constexpr auto with_mail = TestAccounts::Mail::yes;

TEST(SignUp, isConfirmedAtOnceWithoutMail) {
  TestAccounts test;
  const auto answer = test.sign_up("Ada@Example.org");
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body.at("UserConfirmed").as_bool());
  EXPECT_FALSE(answer.body.contains("CodeDeliveryDetails"));
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200);
  EXPECT_EQ(test.sign_in("ADA@EXAMPLE.ORG").status, 200);
  EXPECT_EQ(test.sign_in(std::string{answer.body.at("UserSub").as_string()}).status, 200);
}

TEST(SignUp, oneEmailIsOneAccount) {
  TestAccounts test;
  test.sign_up("ada@example.org");
  const auto again = test.sign_up("ADA@example.org", "Another-pass-2");
  EXPECT_EQ(again.status, 400);
  EXPECT_EQ(again.error, "UsernameExistsException: User already exists");
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200) << "the first password stays";
}

TEST(SignUp, ofManyAtATimeOneWins) {
  TestAccounts test;
  const std::vector<boost::json::object> inputs(
      20, {{"Username", "ada@example.org"}, {"Password", "Correct-horse-1"}});
  const auto answers = test.call_all("SignUp", inputs);
  EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 1);
  EXPECT_EQ(
      std::ranges::count(answers, "UsernameExistsException: User already exists", &Answer::error),
      19);
}

TEST(SignUp, usernamesAreEmails) {
  TestAccounts test;
  for (const auto* bad : {"ada", "@example.org", "ada@", "a b@example.org", "ada@exam..ple",
                          "ada@example.org\r\nBcc: eve@example.org", "ada@-\n", "zoë@example.org",
                          "\"a\"@example.org", "a@b@c"}) {
    EXPECT_EQ(test.sign_up(bad).error, "InvalidParameterException: Username should be an email.")
        << bad;
  }
  EXPECT_THAT(test.sign_up(std::string(120, 'a') + "@example.org").error,
              StartsWith("InvalidParameterException: 1 validation error"));
}

TEST(SignUp, passwordsFollowThePolicy) {
  TestAccounts test;
  const std::string prefix = "InvalidPasswordException: Password did not conform with policy: ";
  const auto error = [&](const std::string& password) {
    return test.sign_up("ada@example.org", password).error;
  };
  EXPECT_EQ(error("Ab1-xyz"), prefix + "Password not long enough");
  EXPECT_EQ(error("ABCDEF1-"), prefix + "Password must have lowercase characters");
  EXPECT_EQ(error("abcdef1-"), prefix + "Password must have uppercase characters");
  EXPECT_EQ(error("Abcdefg-"), prefix + "Password must have numeric characters");
  EXPECT_EQ(error("Abcdefg1"), prefix + "Password must have symbol characters");
  EXPECT_EQ(error(" Abcdefg1 "), prefix + "Password must have symbol characters");
  EXPECT_EQ(error("Abc défg1"), "") << "a space inside is a symbol";
  EXPECT_THAT(error(std::string(250, 'a') + "BCDE1-x"), HasSubstr("less than or equal to 256"));
  EXPECT_EQ(test.sign_up("bob@example.org", std::string(250, 'a') + "BCDE1-").error, "");
}

TEST(SignUp, attributesAreThoseOfTheSchema) {
  TestAccounts test;
  const auto error_of = [&](const std::string& name, const std::string& value) {
    return test
        .call("SignUp", {{"Username", "ada@example.org"},
                         {"Password", "Correct-horse-1"},
                         {"UserAttributes", {{{"Name", name}, {"Value", value}}}}})
        .error;
  };
  EXPECT_THAT(error_of("shoe_size", "38"), StartsWith("InvalidParameterException: Attributes did"));
  EXPECT_THAT(error_of("email_verified", "true"), StartsWith("NotAuthorizedException"));
  EXPECT_THAT(error_of("sub", "me"), StartsWith("NotAuthorizedException"));
  EXPECT_THAT(error_of("email", "eve@example.org"), StartsWith("InvalidParameterException"));
  EXPECT_THAT(error_of("given_name", std::string(2049, 'x')), HasSubstr("2048"));
  EXPECT_THAT(error_of("given_name", "A\nB"), StartsWith("InvalidParameterException"));
  EXPECT_EQ(error_of("email", "Ada@example.org"), "");
}

TEST(SignUp, withMailWaitsForTheCode) {
  TestAccounts test{with_mail};
  const auto answer = test.sign_up("ada@example.org");
  EXPECT_FALSE(answer.body.at("UserConfirmed").as_bool());
  EXPECT_EQ(answer.body.at("CodeDeliveryDetails").at("Destination"), "a***@e***");
  EXPECT_EQ(answer.body.at("CodeDeliveryDetails").at("DeliveryMedium"), "EMAIL");
  ASSERT_EQ(test.mailer->mails().size(), 1U);
  EXPECT_EQ(test.mailer->mails()[0].to, "ada@example.org");
  EXPECT_EQ(test.sign_in("ada@example.org").error,
            "UserNotConfirmedException: User is not confirmed.");
  EXPECT_EQ(test.sign_in("ada@example.org", "Wrong-horse-1").error,
            "NotAuthorizedException: Incorrect username or password.");
  const boost::json::object input{{"Username", "Ada@example.org"},
                                  {"ConfirmationCode", test.last_code()}};
  EXPECT_EQ(test.call("ConfirmSignUp", input).status, 200);
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200);
  EXPECT_EQ(test.call("ConfirmSignUp", input).error,
            "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED");
}

Answer confirm(TestAccounts& test, const std::string& code) {
  return test.call("ConfirmSignUp", {{"Username", "ada@example.org"}, {"ConfirmationCode", code}});
}

std::string another(const std::string& code) { return code == "123456" ? "654321" : "123456"; }

TEST(SignUp, fiveWrongGuessesSpoilACode) {
  TestAccounts test{with_mail};
  test.sign_up("ada@example.org");
  const auto code = test.last_code();
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(confirm(test, another(code)).error, StartsWith("CodeMismatchException"));
  }
  EXPECT_THAT(confirm(test, code).error, StartsWith("LimitExceededException"));
  EXPECT_EQ(test.call("ResendConfirmationCode", {{"Username", "ada@example.org"}}).status, 200);
  EXPECT_EQ(confirm(test, test.last_code()).status, 200);
}

TEST(SignUp, aCodeExpires) {
  TestAccounts test{with_mail};
  test.sign_up("ada@example.org");
  const auto code = test.last_code();
  test.clock.advance(24h);
  EXPECT_THAT(confirm(test, code).error, StartsWith("ExpiredCodeException"));
}

TEST(SignUp, anUnconfirmedOneFreesItsEmailInTheEnd) {
  TestAccounts test{with_mail};
  test.sign_up("ada@example.org", "Squatters-pass-1");
  test.clock.advance(24h * 7);
  EXPECT_EQ(test.sign_up("ada@example.org").status, 200);
  EXPECT_EQ(confirm(test, test.last_code()).status, 200);
  test.clock.advance(24h * 30);
  EXPECT_EQ(test.sign_in("ada@example.org").status, 200) << "a confirmed one stays";
  EXPECT_THAT(test.sign_up("ada@example.org").error, StartsWith("UsernameExistsException"));
}

TEST(SignUp, resendingIsLimited) {
  TestAccounts test{with_mail};
  test.sign_up("ada@example.org");
  const boost::json::object input{{"Username", "ada@example.org"}};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(test.call("ResendConfirmationCode", input).status, 200);
  EXPECT_THAT(test.call("ResendConfirmationCode", input).error,
              StartsWith("LimitExceededException"));
  test.clock.advance(1h);
  EXPECT_EQ(test.call("ResendConfirmationCode", input).status, 200);
  EXPECT_EQ(test.mailer->mails().size(), 7U);
  EXPECT_EQ(test.call("ResendConfirmationCode", {{"Username", "eve@example.org"}}).status, 200);
  EXPECT_EQ(test.mailer->mails().size(), 7U) << "nobody there, and nobody told";
}

TEST(SignUp, aBrokenMailServerIsNoError) {
  TestAccounts test{with_mail};
  test.mailer->set_broken(true);
  EXPECT_EQ(test.sign_up("ada@example.org").status, 200);
  test.mailer->set_broken(false);
  test.call("ResendConfirmationCode", {{"Username", "ada@example.org"}});
  EXPECT_EQ(confirm(test, test.last_code()).status, 200);
}

TEST(SignUp, canBeClosed) {
  TestAccounts test{TestAccounts::Mail::no, {.sign_up = SignUpMode::closed}};
  EXPECT_EQ(test.sign_up("ada@example.org").error,
            "NotAuthorizedException: SignUp is not permitted for this user pool");
}

TEST(SignUp, canBeForDomains) {
  TestAccounts test{TestAccounts::Mail::no,
                    {.sign_up = SignUpMode::domains, .domains = {"example.org"}}};
  EXPECT_EQ(test.sign_up("ada@Example.org").status, 200);
  for (const auto* other : {"ada@example.com", "ada@sub.example.org", "ada@badexample.org"}) {
    EXPECT_THAT(test.sign_up(other).error, StartsWith("UserLambdaValidationException")) << other;
  }
}

Answer sign_up_with(TestAccounts& test, const std::string& email, const std::string& invitation) {
  return test.call("SignUp", {{"Username", email},
                              {"Password", "Correct-horse-1"},
                              {"ClientMetadata", {{"invitation", invitation}}}});
}

TEST(SignUp, canNeedAnInvitation) {
  TestAccounts test{TestAccounts::Mail::no, {.sign_up = SignUpMode::invitation}};
  EXPECT_THAT(test.sign_up("ada@example.org").error, StartsWith("UserLambdaValidationException"));
  EXPECT_THAT(sign_up_with(test, "ada@example.org", "guessed").error,
              StartsWith("UserLambdaValidationException"));
  const auto code = test.run(test.accounts.invitations.create("for the team", 2, 24h));
  EXPECT_EQ(sign_up_with(test, "ada@example.org", code).status, 200);
  EXPECT_THAT(sign_up_with(test, "ada@example.org", code).error,
              StartsWith("UsernameExistsException"))
      << "which uses nothing up";
  EXPECT_EQ(test.call("SignUp", {{"Username", "bob@example.org"},
                                 {"Password", "Correct-horse-1"},
                                 {"ValidationData", {{{"Name", "invitation"}, {"Value", code}}}}})
                .status,
            200);
  EXPECT_THAT(sign_up_with(test, "eve@example.org", code).error,
              StartsWith("UserLambdaValidationException"));
}

TEST(SignUp, invitationsExpireAndCanBeRevoked) {
  TestAccounts test{TestAccounts::Mail::no, {.sign_up = SignUpMode::invitation}};
  auto& invitations = test.accounts.invitations;
  const auto first = test.run(invitations.create("first", 1, 1h));
  const auto second = test.run(invitations.create("second", 1, 3h));
  EXPECT_EQ(test.run(invitations.list("", 10)).invitations.size(), 2U);
  test.clock.advance(2h);
  EXPECT_EQ(sign_up_with(test, "ada@example.org", first).status, 400);
  const auto left = test.run(invitations.list("", 10)).invitations;
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].note, "second");
  test.run(invitations.revoke(left[0].id));
  EXPECT_EQ(sign_up_with(test, "ada@example.org", second).status, 400);
}

TEST(SignUp, anInvitationForOneServesOneUnderARace) {
  TestAccounts test{TestAccounts::Mail::no, {.sign_up = SignUpMode::invitation}};
  const auto code = test.run(test.accounts.invitations.create("", 1, 24h));
  std::vector<boost::json::object> inputs;
  for (int i = 0; i < 5; ++i) {
    inputs.push_back({{"Username", "p" + std::to_string(i) + "@example.org"},
                      {"Password", "Correct-horse-1"},
                      {"ClientMetadata", {{"invitation", code}}}});
  }
  const auto answers = test.call_all("SignUp", inputs);
  EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 1);
}

}  // namespace
}  // namespace dailygrind::identity
