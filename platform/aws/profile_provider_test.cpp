#include <sys/stat.h>
#include <unistd.h>

#include "platform/aws/credential_chain_test.hpp"

namespace dailygrind::aws {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto keys = "aws_access_key_id = FILE\naws_secret_access_key = s3cret/+=\n";

class ProfileTest : public ChainTest {
 protected:
  ProfileTest() { variables_["AWS_EC2_METADATA_DISABLED"] = "true"; }

  void credentials(const std::string& text) { write(".aws/credentials", text); }
  void config(const std::string& text) { write(".aws/config", text); }
};

TEST_F(ProfileTest, GivesTheKeysOfTheDefaultProfile) {
  credentials(std::string{"[default]\n"} + keys + "aws_session_token = t0ken==\n");
  const auto found = get();
  EXPECT_EQ(found.access_key_id, "FILE");
  EXPECT_EQ(found.secret_access_key, "s3cret/+=");
  EXPECT_EQ(found.session_token, "t0ken==");
  EXPECT_EQ(found.expires, std::nullopt);
}

TEST_F(ProfileTest, GivesTheKeysOfTheProfileThatIsChosen) {
  credentials("[default]\naws_access_key_id=NO\naws_secret_access_key=s\n");
  config(std::string{"[profile work]\n"} + keys);
  variables_["AWS_PROFILE"] = "work";
  EXPECT_EQ(get().access_key_id, "FILE");
  variables_["AWS_PROFILE"] = "play";
  EXPECT_THAT(failure(), HasSubstr("shared files: the shared files have no profile play"));
}

TEST_F(ProfileTest, PrefersTheCredentialsFileAndMixesNoKeys) {
  credentials(std::string{"[default]\n"} + keys);
  config("[default]\naws_access_key_id=NO\naws_secret_access_key=s\naws_session_token=NO\n");
  EXPECT_EQ(get().access_key_id, "FILE");
  EXPECT_EQ(get().session_token, "");
  credentials("[default]\naws_access_key_id=HALF\n");
  EXPECT_THAT(failure(), HasSubstr("profile default has an aws_access_key_id without"));
}

TEST_F(ProfileTest, LiesWhereTheVariablesSay) {
  credentials("[default]\naws_access_key_id=NO\naws_secret_access_key=s\n");
  variables_["AWS_SHARED_CREDENTIALS_FILE"] = write("elsewhere", std::string{"[default]\n"} + keys);
  EXPECT_EQ(get().access_key_id, "FILE");
  variables_["AWS_SHARED_CREDENTIALS_FILE"] = "~/elsewhere";
  EXPECT_EQ(get().access_key_id, "FILE");
  variables_["AWS_SHARED_CREDENTIALS_FILE"] = "/missing";
  variables_["AWS_CONFIG_FILE"] = write("config", std::string{"[default]\n"} + keys);
  EXPECT_EQ(get().access_key_id, "FILE");
}

TEST_F(ProfileTest, HomeIsThatOfTheEnvironmentWhereNoneIsSet) {
  credentials(std::string{"[default]\n"} + keys);
  auto chosen = settings();
  chosen.home.clear();
  const auto homeless = make_credential_chain(*http_, clock_, chosen);
  EXPECT_THROW(testing::run(loop_, homeless->get()), Problem);
  variables_["HOME"] = home_.path().string();
  const auto chain = make_credential_chain(*http_, clock_, chosen);
  EXPECT_EQ(testing::run(loop_, chain->get()).access_key_id, "FILE");
}

TEST_F(ProfileTest, AssumesARoleByWebIdentity) {
  config(
      "[default]\nregion = eu-north-1\nrole_arn = arn:role\nrole_session_name = me\n"
      "web_identity_token_file = " +
      write("token", "jwt") + "\n" + keys);
  answer("/sts-eu-north-1/", 200,
         "<Credentials><AccessKeyId>WEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
         "<SessionToken>t</SessionToken><Expiration>2026-11-26T13:00:00Z</Expiration>"
         "</Credentials>");
  EXPECT_EQ(get().access_key_id, "WEB");
  EXPECT_THAT(imposter_.seen().back().body,
              HasSubstr("RoleArn=arn%3Arole&RoleSessionName=me&WebIdentityToken=jwt"));
  config("[default]\nweb_identity_token_file = x\n");
  EXPECT_THAT(failure(), HasSubstr("the profile default has no role_arn"));
}

TEST_F(ProfileTest, SaysWhatIsNotSupported) {
  for (const std::string setting :
       {"role_arn", "sso_session", "sso_start_url", "sso_account_id", "login_session"}) {
    // Even beside keys, which would be another identity.
    config("[default]\n" + setting + " = s3cret\nsource_profile = base\n" + keys);
    EXPECT_THAT(failure(), AllOf(HasSubstr("default uses " + setting + ", which is not supported"),
                                 Not(HasSubstr("s3cret"))));
  }
  config("[default]\ncredential_process = /bin/s3cret\n" + std::string{keys});
  EXPECT_THAT(failure(), HasSubstr("default uses credential_process, which is not supported"));
  credentials(std::string{"[default]\n"} + keys);
  EXPECT_EQ(get().access_key_id, "FILE");
}

TEST_F(ProfileTest, MayHaveNoCredentials) {
  config("[default]\nregion = eu-central-1\n");
  EXPECT_THAT(failure(), AllOf(HasSubstr("the profile default has no credentials"),
                               HasSubstr("instance metadata: ")));
}

TEST_F(ProfileTest, SaysWhereTheSyntaxIsWrongWithoutQuotingIt) {
  credentials("[default]\naws_secret_access_key s3cret\n");
  EXPECT_THAT(failure(), AllOf(HasSubstr((home_.path() / ".aws/credentials").string() +
                                         ", line 2: '=' character not found"),
                               Not(HasSubstr("s3cret"))));
}

TEST_F(ProfileTest, SaysWhenAFileCannotBeRead) {
  std::filesystem::create_directories(home_.path() / ".aws/credentials");
  EXPECT_THAT(failure(), HasSubstr("credentials: it is no regular file"));
  std::filesystem::remove(home_.path() / ".aws/credentials");
  ::mkfifo((home_.path() / ".aws/credentials").c_str(), 0600);
  EXPECT_THAT(failure(), HasSubstr("credentials: it is no regular file"));
  std::filesystem::remove(home_.path() / ".aws/credentials");
  credentials(std::string(2'000'000, '#'));
  EXPECT_THAT(failure(), HasSubstr("credentials: it is too large"));
}

TEST_F(ProfileTest, SaysWhenAFileIsSomebodyElses) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  credentials(std::string{"[default]\n"} + keys);
  ::chmod((home_.path() / ".aws/credentials").c_str(), 0);
  EXPECT_THAT(failure(), HasSubstr("credentials: Permission denied"));
  ::chmod((home_.path() / ".aws").c_str(), 0);
  EXPECT_THAT(failure(), HasSubstr("credentials: Permission denied"));
  ::chmod((home_.path() / ".aws").c_str(), 0700);
}

}  // namespace
}  // namespace dailygrind::aws
