#include <gmock/gmock.h>

#include "platform/identity/embedded/test_accounts.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using testing::Answer;
using ::testing::StartsWith;
using testing::TestAccounts;

/// A place with mail and one confirmed account.
class PasswordTest : public ::testing::Test {
 protected:
  PasswordTest() {
    sub_ = test_.make("ada@example.org");
    test_.call("ConfirmSignUp",
               {{"Username", "ada@example.org"}, {"ConfirmationCode", test_.last_code()}});
  }

  Answer forgot(const std::string& username, const std::string& address = "198.51.100.7") {
    return test_.call("ForgotPassword", {{"Username", username}}, address);
  }
  Answer reset(const std::string& username, const std::string& code,
               const std::string& password = "Another-horse-2") {
    return test_.call("ConfirmForgotPassword",
                      {{"Username", username}, {"ConfirmationCode", code}, {"Password", password}});
  }

  TestAccounts test_{TestAccounts::Mail::yes};
  std::string sub_;
};

TEST_F(PasswordTest, aCodeSetsANewOne) {
  const auto before = test_.sign_in("ada@example.org");
  const auto sent = forgot("Ada@example.org");
  EXPECT_EQ(sent.body.at("CodeDeliveryDetails").at("Destination"), "a***@e***");
  const auto code = test_.last_code();
  EXPECT_EQ(reset("ada@example.org", code).status, 200);
  EXPECT_EQ(test_.sign_in("ada@example.org").status, 400);
  EXPECT_EQ(test_.sign_in("ada@example.org", "Another-horse-2").status, 200);
  EXPECT_EQ(test_.refresh(before.token("RefreshToken")).status, 400)
      << "whoever knew the old password is out";
  EXPECT_THAT(reset("ada@example.org", code).error, StartsWith("ExpiredCodeException"))
      << "a code counts once";
}

TEST_F(PasswordTest, aResetOpensALockedAccount) {
  for (int i = 0; i < 6; ++i) test_.sign_in("ada@example.org", "Wrong-1-x");
  forgot("ada@example.org");
  reset("ada@example.org", test_.last_code());
  EXPECT_EQ(test_.sign_in("ada@example.org", "Another-horse-2").status, 200);
}

TEST_F(PasswordTest, aWeakOneDoesNotUseTheCodeUp) {
  forgot("ada@example.org");
  const auto code = test_.last_code();
  EXPECT_THAT(reset("ada@example.org", code, "weak").error, StartsWith("InvalidPassword"));
  EXPECT_EQ(reset("ada@example.org", code).status, 200);
}

TEST_F(PasswordTest, aCodeExpiresAfterAnHour) {
  forgot("ada@example.org");
  const auto code = test_.last_code();
  test_.clock.advance(1h);
  EXPECT_THAT(reset("ada@example.org", code).error, StartsWith("ExpiredCodeException"));
}

TEST_F(PasswordTest, aNewCodeReplacesTheOld) {
  forgot("ada@example.org");
  const auto old = test_.last_code();
  forgot("ada@example.org");
  ASSERT_NE(old, test_.last_code());
  EXPECT_THAT(reset("ada@example.org", old).error, StartsWith("CodeMismatchException"));
  EXPECT_EQ(reset("ada@example.org", test_.last_code()).status, 200);
}

/// What somebody sees who tries everything with a name.
std::vector<std::string> answers_about(TestAccounts& test, const std::string& name) {
  std::vector<std::string> seen;
  const auto reset = [&] {
    seen.push_back(test.call("ConfirmForgotPassword", {{"Username", name},
                                                       {"ConfirmationCode", "no-code"},
                                                       {"Password", "Another-horse-2"}})
                       .error);
  };
  reset();
  for (int i = 0; i < 6; ++i) {
    const auto sent = test.call("ForgotPassword", {{"Username", name}}, "");
    seen.push_back(std::to_string(sent.status) + sent.error);
    if (i == 0) {
      for (int guess = 0; guess < 7; ++guess) reset();
    }
  }
  test.clock.advance(1h);
  reset();
  return seen;
}

TEST_F(PasswordTest, tellsNobodyWhoHasAnAccount) {
  const auto known = answers_about(test_, "ada@example.org");
  const auto unknown = answers_about(test_, "eve@example.org");
  EXPECT_EQ(known, unknown);
  EXPECT_THAT(known[0], StartsWith("ExpiredCode"));
  EXPECT_THAT(known[2], StartsWith("CodeMismatch"));
  EXPECT_THAT(known[8], StartsWith("LimitExceeded"));
  EXPECT_THAT(known.at(known.size() - 2), StartsWith("400LimitExceeded"));
}

TEST_F(PasswordTest, aDisabledAccountLooksUnknown) {
  test_.run(test_.directory.set_enabled(UserId{sub_}, false));
  const auto mails = test_.mailer->mails().size();
  EXPECT_EQ(forgot("ada@example.org").status, 200);
  EXPECT_EQ(test_.mailer->mails().size(), mails);
}

TEST_F(PasswordTest, anAddressMayAskOnlySoOften) {
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(forgot("user" + std::to_string(i) + "@example.org").status, 200);
  }
  EXPECT_THAT(forgot("ada@example.org").error, StartsWith("LimitExceededException"));
  EXPECT_EQ(forgot("ada@example.org", "203.0.113.9").status, 200);
}

TEST_F(PasswordTest, twoWithOneCodeAtATimeSetOnePassword) {
  forgot("ada@example.org");
  const auto code = test_.last_code();
  std::vector<boost::json::object> inputs;
  for (int i = 0; i < 4; ++i) {
    inputs.push_back({{"Username", "ada@example.org"},
                      {"ConfirmationCode", code},
                      {"Password", "Another-horse-" + std::to_string(i)}});
  }
  const auto answers = test_.call_all("ConfirmForgotPassword", inputs);
  EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 1);
}

TEST_F(PasswordTest, isChangedByWhoKnowsIt) {
  const auto here = test_.sign_in("ada@example.org");
  const auto elsewhere = test_.sign_in("ada@example.org");
  const auto change = [&](const std::string& previous, const std::string& proposed) {
    return test_
        .call("ChangePassword", {{"AccessToken", here.token("AccessToken")},
                                 {"PreviousPassword", previous},
                                 {"ProposedPassword", proposed}})
        .error;
  };
  EXPECT_EQ(change("Wrong-horse-1", "Another-horse-2"),
            "NotAuthorizedException: Incorrect username or password.");
  EXPECT_THAT(change("Correct-horse-1", "weak"), StartsWith("InvalidPasswordException"));
  EXPECT_EQ(change("Correct-horse-1", "Another-horse-2"), "");
  EXPECT_EQ(test_.sign_in("ada@example.org", "Another-horse-2").status, 200);
  EXPECT_EQ(test_.refresh(here.token("RefreshToken")).status, 200) << "this sign-in goes on";
  EXPECT_EQ(test_.refresh(elsewhere.token("RefreshToken")).status, 400);
}

TEST_F(PasswordTest, changingItIsThrottledToo) {
  const auto here = test_.sign_in("ada@example.org");
  const auto change = [&](const std::string& previous) {
    return test_
        .call("ChangePassword", {{"AccessToken", here.token("AccessToken")},
                                 {"PreviousPassword", previous},
                                 {"ProposedPassword", "Another-horse-2"}})
        .error;
  };
  for (int i = 0; i < 5; ++i) change("Wrong-horse-1");
  EXPECT_EQ(change("Correct-horse-1"), "NotAuthorizedException: Password attempts exceeded");
}

TEST_F(PasswordTest, aSignInThatRacesAResetDoesNotOutliveIt) {
  const auto old = test_.run(test_.accounts.records.find(UserId{sub_}));
  forgot("ada@example.org");
  reset("ada@example.org", test_.last_code());
  EXPECT_FALSE(test_.run(
      test_.accounts.sign_ins.begin(UserId{sub_}, 1h, AccountRecords::still_admits(*old))));
}

TEST(PasswordWithoutMail, isResetWithACodeOfTheAdministrator) {
  TestAccounts test;
  const UserId sub{test.make("ada@example.org")};
  EXPECT_THAT(test.call("ForgotPassword", {{"Username", "ada@example.org"}}).error,
              StartsWith("InvalidParameterException: This server sends no mail"));
  EXPECT_EQ(test.call("ForgotPassword", {{"Username", "eve@example.org"}}).error,
            test.call("ForgotPassword", {{"Username", "ada@example.org"}}).error);
  const auto code = test.run(test.directory.create_reset_code(sub));
  EXPECT_GE(code.size(), 32U);
  const boost::json::object input{
      {"Username", "ada@example.org"}, {"ConfirmationCode", code}, {"Password", "Another-horse-2"}};
  test.clock.advance(23h);
  EXPECT_EQ(test.call("ConfirmForgotPassword", input).status, 200);
  EXPECT_EQ(test.sign_in("ada@example.org", "Another-horse-2").status, 200);
  EXPECT_THAT(test.call("ConfirmForgotPassword", input).error, StartsWith("ExpiredCode"));
}

}  // namespace
}  // namespace dailygrind::identity
