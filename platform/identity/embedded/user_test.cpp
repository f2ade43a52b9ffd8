#include <gmock/gmock.h>

#include "platform/identity/embedded/test_accounts.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using testing::Answer;
using ::testing::StartsWith;
using testing::TestAccounts;

std::string attribute(const Answer& user, std::string_view name) {
  for (const auto& entry : user.body.at("UserAttributes").as_array()) {
    if (entry.at("Name") == boost::json::value(name))
      return std::string{entry.at("Value").as_string()};
  }
  return {};
}

/// One confirmed account that is signed in.
class UserFixture {
 protected:
  explicit UserFixture(TestAccounts::Mail mail) : test_(mail) {
    sub_ = make("ada@example.org");
    token_ = test_.sign_in("ada@example.org").token("AccessToken");
  }
  std::string make(const std::string& email) {
    auto sub = test_.make(email);
    if (test_.mailer != nullptr) {
      test_.call("ConfirmSignUp", {{"Username", email}, {"ConfirmationCode", test_.last_code()}});
    }
    return sub;
  }
  Answer get() { return test_.call("GetUser", {{"AccessToken", token_}}); }
  Answer set(const std::string& name, const std::string& value) {
    return test_.call(
        "UpdateUserAttributes",
        {{"AccessToken", token_}, {"UserAttributes", {{{"Name", name}, {"Value", value}}}}});
  }
  Answer verify(const std::string& code) {
    return test_.call("VerifyUserAttribute",
                      {{"AccessToken", token_}, {"AttributeName", "email"}, {"Code", code}});
  }

  TestAccounts test_;
  std::string sub_;
  std::string token_;
};

class UserTest : public UserFixture, public ::testing::TestWithParam<TestAccounts::Mail> {
 protected:
  UserTest() : UserFixture(GetParam()) {}
};
class UserWithMailTest : public UserFixture, public ::testing::Test {
 protected:
  UserWithMailTest() : UserFixture(TestAccounts::Mail::yes) {}
};
class UserWithoutMailTest : public UserFixture, public ::testing::Test {
 protected:
  UserWithoutMailTest() : UserFixture(TestAccounts::Mail::no) {}
};

INSTANTIATE_TEST_SUITE_P(User, UserTest,
                         ::testing::Values(TestAccounts::Mail::no, TestAccounts::Mail::yes));

TEST_P(UserTest, isShown) {
  const auto user = get();
  EXPECT_EQ(user.body.at("Username"), boost::json::value(sub_));
  EXPECT_EQ(attribute(user, "sub"), sub_);
  EXPECT_EQ(attribute(user, "email"), "ada@example.org");
  EXPECT_EQ(attribute(user, "email_verified"), "true");
}

TEST_P(UserTest, changesAttributes) {
  EXPECT_EQ(set("given_name", "Ada").status, 200);
  EXPECT_EQ(set("custom:team", "blue").status, 200);
  EXPECT_EQ(attribute(get(), "given_name"), "Ada");
  EXPECT_EQ(set("given_name", "").status, 200);
  EXPECT_EQ(attribute(get(), "given_name"), "");
  EXPECT_EQ(attribute(get(), "custom:team"), "blue");
  EXPECT_THAT(set("email_verified", "true").error, StartsWith("NotAuthorizedException"));
  EXPECT_EQ(set("name", std::string(1000, 'x')).status, 200);
  EXPECT_THAT(set("nickname", std::string(1100, 'x')).error, StartsWith("InvalidParameter"))
      << "an id token must fit into a header";
}

TEST_P(UserTest, anEmailMoves) {
  const auto answer = set("email", "Ada@new.example");
  EXPECT_EQ(answer.status, 200);
  if (test_.mailer != nullptr) {
    EXPECT_EQ(answer.body.at("CodeDeliveryDetailsList").at(0).at("Destination"), "a***@n***");
    EXPECT_EQ(test_.mailer->mails().back().to, "ada@new.example");
    EXPECT_EQ(attribute(get(), "email"), "ada@example.org") << "until it is proven";
    EXPECT_EQ(test_.sign_in("ada@new.example").status, 400);
    EXPECT_THAT(verify("000000x").error, StartsWith("CodeMismatchException"));
    EXPECT_EQ(verify(test_.last_code()).status, 200);
  }
  EXPECT_EQ(attribute(get(), "email"), "ada@new.example");
  EXPECT_EQ(test_.sign_in("ada@new.example").status, 200);
  EXPECT_EQ(test_.sign_in("ada@example.org").status, 400);
  make("ada@example.org");  // the old one is free again
}

TEST_P(UserTest, anEmailOfSomebodyElseIsRefused) {
  make("bob@example.org");
  EXPECT_EQ(set("email", "BOB@example.org").error,
            "AliasExistsException: An account with the given email already exists.");
  EXPECT_THAT(set("email", "nonsense").error, StartsWith("InvalidParameterException"));
  EXPECT_EQ(set("email", "ADA@example.org").status, 200) << "it is the same";
}

TEST_F(UserWithMailTest, anEmailThatIsTakenMeanwhileIsRefused) {
  set("email", "shared@example.org");
  const auto code = test_.last_code();
  make("shared@example.org");
  EXPECT_THAT(verify(code).error, StartsWith("AliasExistsException"));
  EXPECT_EQ(attribute(get(), "email"), "ada@example.org");
}

TEST_P(UserTest, theCodeForAnEmailIsSentAgain) {
  const boost::json::object input{{"AccessToken", token_}, {"AttributeName", "email"}};
  EXPECT_THAT(test_.call("GetUserAttributeVerificationCode", input).error,
              StartsWith("InvalidParameterException"));
  if (test_.mailer == nullptr) return;
  set("email", "new@example.org");
  EXPECT_EQ(test_.call("GetUserAttributeVerificationCode", input).status, 200);
  EXPECT_EQ(test_.mailer->mails().back().to, "new@example.org");
  EXPECT_EQ(verify(test_.last_code()).status, 200);
  EXPECT_THAT(test_
                  .call("VerifyUserAttribute",
                        {{"AccessToken", token_}, {"AttributeName", "phone_number"}, {"Code", "1"}})
                  .error,
              StartsWith("InvalidParameterException"));
}

TEST_P(UserTest, isDeleted) {
  const auto other = test_.sign_in("ada@example.org");
  const boost::json::object input{{"AccessToken", token_}};
  EXPECT_EQ(test_.call("DeleteUser", input).status, 200);
  EXPECT_EQ(test_.call("DeleteUser", input).status, 200) << "a retry succeeds";
  EXPECT_EQ(get().error, "NotAuthorizedException: Access Token has been revoked");
  EXPECT_EQ(test_.sign_in("ada@example.org").error,
            "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(test_.refresh(other.token("RefreshToken")).error,
            "NotAuthorizedException: Refresh Token has been revoked");
  EXPECT_NE(make("ada@example.org"), sub_) << "the e-mail is free, the person another";
}

TEST_P(UserTest, isDeletedByItsOwnTokenAfterTheDirectoryRemovedIt) {
  EXPECT_TRUE(test_.run(test_.directory.remove(UserId{sub_})));
  EXPECT_EQ(test_.call("DeleteUser", {{"AccessToken", token_}}).status, 200);
}

TEST_P(UserTest, badAccessTokensAreRefused) {
  const auto error = [&](const std::string& token) {
    return test_.call("GetUser", {{"AccessToken", token}}).error;
  };
  const std::string invalid = "NotAuthorizedException: Invalid Access Token";
  EXPECT_EQ(error("x"), invalid);
  EXPECT_EQ(error(test_.sign_in("ada@example.org").token("IdToken")), invalid);
  EXPECT_EQ(error(test_.sign_in("ada@example.org").token("RefreshToken")), invalid);
  EXPECT_THAT(test_.call("GetUser", {}).error, StartsWith("InvalidParameterException"));
  for (const auto* operation :
       {"ChangePassword", "DeleteUser", "GlobalSignOut", "UpdateUserAttributes",
        "GetUserAttributeVerificationCode", "VerifyUserAttribute"}) {
    EXPECT_EQ(test_
                  .call(operation, {{"AccessToken", "x"},
                                    {"PreviousPassword", "x"},
                                    {"ProposedPassword", "Another-horse-2"},
                                    {"AttributeName", "email"},
                                    {"Code", "1"}})
                  .error,
              invalid)
        << operation;
  }
  test_.clock.advance(1h + 30s);
  EXPECT_EQ(error(token_), "NotAuthorizedException: Access Token has expired");
}

TEST_F(UserWithoutMailTest, ofTwoThatMoveToOneAddressOneWins) {
  make("bob@example.org");
  const auto other = test_.sign_in("bob@example.org").token("AccessToken");
  std::vector<boost::json::object> inputs;
  for (const auto& token : {token_, other}) {
    inputs.push_back({{"AccessToken", token},
                      {"UserAttributes", {{{"Name", "email"}, {"Value", "one@example.org"}}}}});
  }
  const auto answers = test_.call_all("UpdateUserAttributes", inputs);
  EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 1);
}

}  // namespace
}  // namespace dailygrind::identity
