#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "platform/identity/embedded/test_accounts.hpp"
#include "platform/identity/key_set.hpp"

namespace dailygrind::identity {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::StartsWith;
using testing::TestAccounts;

const std::string prefix = "AWSCognitoIdentityProviderService.";

TEST(Wire, answersAsCognitoDoes) {
  TestAccounts test;
  const http::Request request{
      .method = http::Method::post,
      .path = "/",
      .headers = {{"X-Amz-Target", "AWSCognitoIdentityProviderService.GetUser"}},
      .body = R"({"AccessToken":"x"})"};
  const auto response = test.run((*test.router.find(http::Method::post, "/").handler)(request, {}));
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.headers, Contains(Pair("Content-Type", "application/x-amz-json-1.1")));
  EXPECT_THAT(response.headers, Contains(Pair("x-amzn-ErrorType", "NotAuthorizedException:")));
  EXPECT_THAT(response.headers, Contains(Pair("Cache-Control", "no-store")));
  EXPECT_EQ(response.body,
            R"({"__type":"NotAuthorizedException","message":"Invalid Access Token"})");
}

TEST(Wire, knowsItsOperationsOnly) {
  TestAccounts test;
  for (const auto& target : {std::string{}, std::string{"SignUp"}, prefix, prefix + "AdminGetUser",
                             prefix + "signup", "Other." + prefix + "SignUp"}) {
    const auto answer = test.post(target, "{}");
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.error, StartsWith("UnknownOperationException")) << target;
  }
}

TEST(Wire, refusesWhatIsNoJsonObject) {
  TestAccounts test;
  for (const auto* body : {"", "x", "[]", "null", "{\"Username\":", "{}{}", "{\"a\":\"\xFF\"}"}) {
    EXPECT_THAT(test.post(prefix + "SignUp", body).error, StartsWith("SerializationException"))
        << body;
  }
  EXPECT_THAT(test.post(prefix + "SignUp", std::string(1000, '[')).error,
              StartsWith("SerializationException"));
}

TEST(Wire, refusesWrongTypes) {
  TestAccounts test;
  const auto error = [&](const std::string& members) {
    return test
        .post(prefix + "SignUp", R"({"ClientId":"4f0exampleclient","Username":"ada@example.org",)"
                                 R"("Password":"Correct-horse-1",)" +
                                     members + "}")
        .error;
  };
  EXPECT_THAT(error(R"("Username":1)"), StartsWith("SerializationException"));
  EXPECT_THAT(error(R"("Password":[])"), StartsWith("SerializationException"));
  EXPECT_THAT(error(R"("UserAttributes":{})"), StartsWith("SerializationException"));
  EXPECT_THAT(error(R"("UserAttributes":["x"])"), StartsWith("SerializationException"));
  EXPECT_THAT(error(R"("UserAttributes":[{"Value":"x"}])"), StartsWith("InvalidParameter"));
  EXPECT_THAT(error(R"("UserAttributes":[{"Name":"name","Value":1}])"),
              StartsWith("SerializationException"));
  EXPECT_THAT(error(R"("ClientMetadata":"x")"), StartsWith("SerializationException"));
  EXPECT_EQ(error(R"("UserAttributes":null,"ClientMetadata":null,"Unknown":{"a":[1]})"), "");
}

TEST(Wire, missingMembersAreNamed) {
  TestAccounts test;
  EXPECT_EQ(test.call("SignUp", {{"Password", "Correct-horse-1"}}).error,
            "InvalidParameterException: 1 validation error detected: Value at 'username' failed to "
            "satisfy constraint: Member must not be null");
  EXPECT_THAT(test.call("SignUp", {{"Username", "ada@example.org"}}).error,
              HasSubstr("Value at 'password'"));
}

TEST(Wire, everyOperationOfAClientChecksTheClient) {
  TestAccounts test;
  for (const auto* operation :
       {"SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth",
        "GetTokensFromRefreshToken", "ForgotPassword", "ConfirmForgotPassword", "RevokeToken"}) {
    EXPECT_EQ(test.call(operation, {{"ClientId", "another"}}).error,
              "ResourceNotFoundException: User pool client another does not exist.")
        << operation;
    EXPECT_THAT(test.post(prefix + operation, "{}").error, StartsWith("ResourceNotFoundException"))
        << operation;
    EXPECT_THAT(test.call(operation, {{"SecretHash", "x"}}).error,
                StartsWith("NotAuthorizedException: Unable to verify secret hash"))
        << operation;
  }
}

TEST(Wire, publishesTheKeys) {
  TestAccounts test;
  const auto jwks = test.get("/local_Ab3dEf9Gh/.well-known/jwks.json");
  EXPECT_EQ(jwks.status, 200);
  EXPECT_THAT(jwks.headers, Contains(Pair("Content-Type", "application/json")));
  const auto keys = KeySet::parse(jwks.body);
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->size(), 1U);
  EXPECT_EQ(jwks.body.find("\"d\""), std::string::npos) << "never the private part";
  const auto configuration =
      boost::json::parse(test.get("/local_Ab3dEf9Gh/.well-known/openid-configuration").body);
  EXPECT_EQ(configuration.at("issuer"), "https://grind.example/local_Ab3dEf9Gh");
  EXPECT_EQ(configuration.at("jwks_uri"),
            "https://grind.example/local_Ab3dEf9Gh/.well-known/jwks.json");
  EXPECT_EQ(test.get("/local_other/.well-known/jwks.json").status, 404);
}

}  // namespace
}  // namespace dailygrind::identity
