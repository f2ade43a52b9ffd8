#include "platform/aws/credential_chain_test.hpp"

namespace dailygrind::aws {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CredentialChain : public ChainTest {};

TEST_F(CredentialChain, TakesTheKeysOfTheEnvironment) {
  variables_ = {{"AWS_ACCESS_KEY_ID", "AKIA"}, {"AWS_SECRET_ACCESS_KEY", "s3cret"}};
  auto found = get();
  EXPECT_EQ(found.access_key_id, "AKIA");
  EXPECT_EQ(found.secret_access_key, "s3cret");
  EXPECT_EQ(found.session_token, "");
  EXPECT_EQ(found.expires, std::nullopt);
  variables_["AWS_SESSION_TOKEN"] = "t0ken";
  EXPECT_EQ(get().session_token, "t0ken");
  EXPECT_EQ(imposter_.connections(), 0U);
}

TEST_F(CredentialChain, StopsAtHalfAKey) {
  variables_ = {{"AWS_ACCESS_KEY_ID", "AKIA"}};
  answer_as_imds(json());
  EXPECT_THAT(failure(), HasSubstr("AWS_SECRET_ACCESS_KEY is not"));
  EXPECT_EQ(imposter_.connections(), 0U);
}

TEST_F(CredentialChain, SaysWhereItLookedAndWhyThereWasNone) {
  variables_ = {{"AWS_EC2_METADATA_DISABLED", "true"}};
  EXPECT_EQ(failure(),
            "no AWS credentials: environment: AWS_ACCESS_KEY_ID is not set; "
            "web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set; "
            "shared files: the shared files have no profile default; "
            "container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
            "AWS_CONTAINER_CREDENTIALS_FULL_URI is set; "
            "instance metadata: AWS_EC2_METADATA_DISABLED is true");
}

TEST_F(CredentialChain, LooksInTheOrderOfTheGuide) {
  answer_as_imds(json());
  answer("/task", 200,
         R"({"AccessKeyId":"TASK","SecretAccessKey":"s","Token":"t",)"
         R"("Expiration":"2026-11-26T18:00:00Z"})");
  answer("/sts-eu-west-1/", 200,
         "<Credentials><AccessKeyId>WEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
         "<SessionToken>t</SessionToken><Expiration>2026-11-26T13:00:00Z</Expiration>"
         "</Credentials>");
  EXPECT_EQ(get().access_key_id, "ASIAJSON");
  variables_["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/task";
  EXPECT_EQ(get().access_key_id, "TASK");
  write(".aws/credentials", "[default]\naws_access_key_id=FILE\naws_secret_access_key=s\n");
  EXPECT_EQ(get().access_key_id, "FILE");
  variables_["AWS_WEB_IDENTITY_TOKEN_FILE"] = write("token", "jwt");
  variables_["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/web";
  variables_["AWS_REGION"] = "eu-west-1";
  EXPECT_EQ(get().access_key_id, "WEB");
  variables_["AWS_ACCESS_KEY_ID"] = "ENV";
  variables_["AWS_SECRET_ACCESS_KEY"] = "s";
  EXPECT_EQ(get().access_key_id, "ENV");
}

TEST_F(CredentialChain, TakesNoOtherIdentityWhereTheOneThatIsMeantFails) {
  variables_["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/task";
  answer("/task", 500, "s3cret text");
  answer_as_imds(json());
  EXPECT_THAT(failure(), AllOf(HasSubstr("container: it answered with 500"),
                               HasSubstr("environment: "), Not(HasSubstr("s3cret"))));
}

TEST_F(CredentialChain, KeepsWhatItFoundUntilItExpires) {
  answer_as_imds(json());
  const auto chain = make_credential_chain(*http_, clock_, settings());
  for (int time = 0; time < 3; ++time) testing::run(loop_, chain->get());
  EXPECT_EQ(imposter_.seen().size(), 3U);
  answer_as_imds(json("2026-11-26T18:00:00Z"));
  clock_.advance(std::chrono::minutes{59} + std::chrono::seconds{30});
  // Those of an instance outlast their expiry, so the callers do not wait for others.
  const auto renewed = [&] {
    return testing::run(loop_, chain->get()).expires == start + std::chrono::hours{6};
  };
  EXPECT_FALSE(renewed());
  loop_.run_for(testing::run_bound);
  EXPECT_TRUE(renewed());
  EXPECT_EQ(imposter_.seen().size(), 6U);
}

TEST_F(CredentialChain, AsksTheInstanceOnceForManyCallers) {
  answer_as_imds(json());
  const auto chain = make_credential_chain(*http_, clock_, settings());
  std::vector<Task<Credentials>> tasks;
  for (int caller = 0; caller < 50; ++caller) tasks.push_back(chain->get());
  for (const auto& found : testing::run_all(loop_, std::move(tasks))) {
    EXPECT_EQ(found.access_key_id, "ASIAJSON");
  }
  EXPECT_EQ(imposter_.seen().size(), 3U);
}

}  // namespace
}  // namespace dailygrind::aws
