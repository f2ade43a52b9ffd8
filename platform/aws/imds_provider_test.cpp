#include "platform/aws/credential_chain_test.hpp"

namespace dailygrind::aws {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class Imds : public ChainTest {};

TEST_F(Imds, AsksForATokenARoleAndItsCredentials) {
  answer_as_imds(json());
  const auto found = get();
  EXPECT_EQ(found.access_key_id, "ASIAJSON");
  EXPECT_EQ(found.secret_access_key, "s3cret");
  EXPECT_EQ(found.session_token, "t0ken");
  EXPECT_EQ(found.expires, start + std::chrono::hours{1});
  const auto seen = imposter_.seen();
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0].method, http::Method::put);
  EXPECT_EQ(seen[0].target, "/latest/api/token");
  EXPECT_EQ(seen[0].header("X-aws-ec2-metadata-token-ttl-seconds"), "21600");
  EXPECT_EQ(seen[1].target, roles);
  EXPECT_EQ(seen[1].header("X-aws-ec2-metadata-token"), "imds-token");
  EXPECT_EQ(seen[2].target, roles + "web%20role");
  EXPECT_EQ(seen[2].header("X-aws-ec2-metadata-token"), "imds-token");
}

TEST_F(Imds, IsLeftAloneWhereToldSo) {
  answer_as_imds(json());
  for (const auto* yes : {"true", "TRUE"}) {
    variables_["AWS_EC2_METADATA_DISABLED"] = yes;
    EXPECT_THAT(failure(), EndsWith("AWS_EC2_METADATA_DISABLED is true"));
  }
  EXPECT_EQ(imposter_.connections(), 0U);
  variables_["AWS_EC2_METADATA_DISABLED"] = "false";
  EXPECT_EQ(get().access_key_id, "ASIAJSON");
}

TEST_F(Imds, LiesWhereTheVariableSays) {
  Imposter other;
  variables_["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = other.url("/");
  EXPECT_THAT(failure(), HasSubstr("it answered the question for a token with 404"));
  EXPECT_EQ(imposter_.connections(), 0U);
  ASSERT_EQ(other.seen().size(), 1U);
  EXPECT_EQ(other.seen()[0].target, "/latest/api/token");
}

TEST_F(Imds, MayBeAbsent) {
  std::string gone;
  {
    const Imposter imposter;
    gone = imposter.url("");
  }
  variables_["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = gone;
  EXPECT_THAT(failure(), HasSubstr("instance metadata: " + gone));
}

TEST_F(Imds, IsGivenASecond) {
  imposter_.hang("/latest/api/token");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(failure(), HasSubstr("instance metadata: http://127.0.0.1"));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{900});
}

TEST_F(Imds, MayHaveNoRole) {
  answer("/latest/api/token", 200, "imds-token");
  answer(roles, 404);
  EXPECT_THAT(failure(), EndsWith("the instance has no role"));
  answer(roles, 200, "");
  EXPECT_THAT(failure(), EndsWith("the instance has no role"));
}

TEST_F(Imds, MayRefuse) {
  answer("/latest/api/token", 403);
  EXPECT_THAT(failure(), EndsWith("for a token with 403"));
  answer("/latest/api/token", 200, "imds-token");
  answer(roles, 401);
  EXPECT_THAT(failure(), EndsWith("for the role with 401"));
  answer(roles, 200, "web\n");
  answer(roles + "web", 503, R"({"code":"Slow","message":"s3cret"})");
  EXPECT_THAT(failure(), EndsWith("for credentials with 503 Slow"));
  answer(roles + "web", 200, R"({"Code":"AssumeRoleUnauthorizedAccess","Message":"s3cret"})");
  EXPECT_THAT(failure(), EndsWith("it refused: AssumeRoleUnauthorizedAccess"));
}

TEST_F(Imds, AnswersThatAreBrokenAreRefusedWithoutBeingQuoted) {
  for (const std::string text :
       {"", "s3cret", "[]", "{", "{}", R"({"AccessKeyId":"s3cret"})", R"({"AccessKeyId":1})",
        R"({"AccessKeyId":"a","SecretAccessKey":"s3cret","Token":"","Expiration":"x"})",
        R"({"AccessKeyId":"a","SecretAccessKey":"s3cret","Token":"t"})",
        R"({"AccessKeyId":"a","SecretAccessKey":"s3cret","Token":"t","Expiration":"soon"})"}) {
    answer_as_imds(text);
    EXPECT_THAT(failure(), AllOf(HasSubstr("instance metadata: "), HasSubstr("answer"),
                                 Not(HasSubstr("s3cret"))))
        << text;
  }
  answer_as_imds(std::string(100'000, ' '));
  EXPECT_THAT(failure(), HasSubstr("too large"));
}

TEST_F(Imds, ExpiredCredentialsAreUsedUntilItRenewsThem) {
  answer_as_imds(json("2026-11-26T11:00:00Z"));
  const auto chain = make_credential_chain(*http_, clock_, settings());
  EXPECT_EQ(testing::run(loop_, chain->get()).access_key_id, "ASIAJSON");
  EXPECT_EQ(testing::run(loop_, chain->get()).access_key_id, "ASIAJSON");
  EXPECT_EQ(imposter_.seen().size(), 3U);
}

}  // namespace
}  // namespace dailygrind::aws
