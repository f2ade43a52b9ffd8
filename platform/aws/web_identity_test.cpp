#include "platform/aws/credential_chain_test.hpp"

namespace dailygrind::aws {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto good = R"(<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/">
  <AssumeRoleWithWebIdentityResult>
    <SubjectFromWebIdentityToken>&lt;AccessKeyId&gt;other&lt;/AccessKeyId&gt;</SubjectFromWebIdentityToken>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/web/app</Arn></AssumedRoleUser>
    <Credentials>
      <SessionToken>t0ken/+=</SessionToken>
      <SecretAccessKey>s3cret</SecretAccessKey>
      <Expiration>2026-11-26T13:00:00Z</Expiration>
      <AccessKeyId>ASIASTS</AccessKeyId>
    </Credentials>
  </AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>)";

class WebIdentityTest : public ChainTest {
 protected:
  WebIdentityTest() {
    answer("/sts-eu-central-1/", 200, good);
    variables_ = {{"AWS_WEB_IDENTITY_TOKEN_FILE", write("token", "header.claims.s3cret\n")},
                  {"AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/web"},
                  {"AWS_REGION", "eu-central-1"}};
  }
};

TEST_F(WebIdentityTest, ExchangesTheTokenForCredentials) {
  const auto found = get();
  EXPECT_EQ(found.access_key_id, "ASIASTS");
  EXPECT_EQ(found.secret_access_key, "s3cret");
  EXPECT_EQ(found.session_token, "t0ken/+=");
  EXPECT_EQ(found.expires, start + std::chrono::hours{1});
  ASSERT_EQ(imposter_.seen().size(), 1U);
  const auto asked = imposter_.seen()[0];
  EXPECT_EQ(asked.method, http::Method::post);
  EXPECT_EQ(asked.header("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(asked.header("Authorization"), "");
  EXPECT_EQ(asked.body,
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
            "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fweb"
            "&RoleSessionName=dailygrind-1795694400000&WebIdentityToken=header.claims.s3cret");
}

TEST_F(WebIdentityTest, NamesTheSessionAsTold) {
  variables_["AWS_ROLE_SESSION_NAME"] = "pod@1";
  get();
  EXPECT_THAT(imposter_.seen().back().body, HasSubstr("&RoleSessionName=pod%401&"));
}

TEST_F(WebIdentityTest, ReadsTheTokenForEachExchange) {
  const auto chain = make_credential_chain(*http_, clock_, settings());
  const auto first = testing::run(loop_, chain->get());
  write("token", "renewed");
  chain->forget(first);
  testing::run(loop_, chain->get());
  EXPECT_THAT(imposter_.seen().back().body, HasSubstr("&WebIdentityToken=renewed"));
}

TEST_F(WebIdentityTest, NeedsARegionARoleAndAToken) {
  variables_.erase("AWS_REGION");
  EXPECT_THAT(failure(), HasSubstr("no region is set"));
  variables_["AWS_DEFAULT_REGION"] = "eu-central-1";
  EXPECT_EQ(get().access_key_id, "ASIASTS");
  variables_.erase("AWS_ROLE_ARN");
  EXPECT_THAT(failure(), HasSubstr("AWS_ROLE_ARN is not"));
  variables_["AWS_ROLE_ARN"] = "arn";
  variables_["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/missing/token";
  EXPECT_THAT(failure(), HasSubstr("cannot read /missing/token: there is none"));
}

TEST_F(WebIdentityTest, SaysWhatStsRefused) {
  answer("/sts-eu-central-1/", 400,
         "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredTokenException</Code>"
         "<Message>Token expired</Message></Error></ErrorResponse>");
  EXPECT_THAT(failure(), AllOf(HasSubstr("STS answered with 400 ExpiredTokenException: Token "
                                         "expired"),
                               Not(HasSubstr("s3cret"))));
  answer("/sts-eu-central-1/", 503, "busy");
  EXPECT_THAT(failure(), HasSubstr("STS answered with 503"));
}

TEST_F(WebIdentityTest, BrokenAnswersAreRefusedWithoutBeingQuoted) {
  const std::string whole = good;
  // Cut off anywhere before the end of the credentials.
  const auto end = whole.find("</Credentials>");
  for (std::size_t size = 0; size < end; size += 37) {
    answer("/sts-eu-central-1/", 200, whole.substr(0, size));
    EXPECT_THAT(failure(), AllOf(HasSubstr("the answer of STS"), Not(HasSubstr("s3cret"))));
  }
  for (const auto& [was, is] : {std::pair{"ASIASTS", ""},
                                {"s3cret", "<b>s3cret</b>"},
                                {"2026-11-26T13:00:00Z", "soon"},
                                {"<SessionToken>", "<Session>"}}) {
    auto text = whole;
    text.replace(text.find(was), std::string_view{was}.size(), is);
    answer("/sts-eu-central-1/", 200, text);
    EXPECT_THAT(failure(), AllOf(HasSubstr("the answer of STS"), Not(HasSubstr("s3cret")))) << text;
  }
}

TEST(StsEndpoint, LiesInTheRegion) {
  EXPECT_EQ(sts_endpoint("eu-central-1"), "https://sts.eu-central-1.amazonaws.com");
  EXPECT_EQ(sts_endpoint("cn-north-1"), "https://sts.cn-north-1.amazonaws.com.cn");
  for (const auto* none : {"", "elsewhere.example/", "eu central", "EU"}) {
    EXPECT_THROW((void)sts_endpoint(none), std::runtime_error) << none;
  }
}

}  // namespace
}  // namespace dailygrind::aws
