#include "platform/aws/credential_chain_test.hpp"

namespace dailygrind::aws {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Container : public ChainTest {
 protected:
  Container() {
    answer("/task", 200, json());
    variables_["AWS_EC2_METADATA_DISABLED"] = "true";
  }

  void use(const std::string& url) { variables_["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url; }
};

TEST_F(Container, AsksTheAgentOfEcs) {
  variables_["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/task?id=1";
  use("http://elsewhere.example/");  // the relative one wins
  const auto found = get();
  EXPECT_EQ(found.access_key_id, "ASIAJSON");
  EXPECT_EQ(found.expires, start + std::chrono::hours{1});
  ASSERT_EQ(imposter_.seen().size(), 1U);
  EXPECT_EQ(imposter_.seen()[0].target, "/task?id=1");
  EXPECT_EQ(imposter_.seen()[0].header("Authorization"), "");
}

TEST_F(Container, ARelativeAddressCannotLeadElsewhere) {
  for (const auto* address : {"@elsewhere.example/", ".elsewhere.example/", ":1/"}) {
    variables_["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = address;
    EXPECT_THAT(failure(), HasSubstr("must begin with /"));
  }
}

TEST_F(Container, ShowsItsToken) {
  use(imposter_.url("/task"));
  variables_["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "from-variable";
  get();
  EXPECT_EQ(imposter_.seen().back().header("Authorization"), "from-variable");
  variables_["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = write("token", "from-file\n");
  get();
  EXPECT_EQ(imposter_.seen().back().header("Authorization"), "from-file");
}

TEST_F(Container, RefusesTokensThatAreNone) {
  use(imposter_.url("/task"));
  variables_["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "s3cret\r\nX-More: 1";
  EXPECT_THAT(failure(), AllOf(HasSubstr("line break"), Not(HasSubstr("s3cret"))));
  auto& file = variables_["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];
  file = write("token", "s3cret\nmore");
  EXPECT_THAT(failure(), AllOf(HasSubstr("line break"), Not(HasSubstr("s3cret"))));
  file = write("token", " \n");
  EXPECT_THAT(failure(), HasSubstr("it is empty"));
  file = (home_.path() / "missing").string();
  EXPECT_THAT(failure(), HasSubstr("missing: there is none"));
  file = home_.path().string();
  EXPECT_THAT(failure(), HasSubstr("it is no regular file"));
  EXPECT_EQ(imposter_.connections(), 0U);
}

TEST_F(Container, TakesPlainHttpFromNearbyOnly) {
  for (const auto* url : {"http://elsewhere.example/", "http://169.254.170.3/",
                          "http://10.0.0.1/task", "http://localhost.elsewhere.example/",
                          "http://[fd00:ec2::24]/", "ftp://127.0.0.1/", "HTTP://93.184.216.34/"}) {
    use(url);
    EXPECT_THAT(failure(), HasSubstr("must be https, or http to a loopback address")) << url;
  }
  for (const auto* url :
       {"elsewhere", "/task", "http://127.0.0.1.elsewhere.example/", "http://169.254.170.2x/",
        "http:///task", "http://169.254.170.2@elsewhere/", "http://elsewhere\\@169.254.170.2/"}) {
    use(url);
    EXPECT_THAT(failure(), HasSubstr("FULL_URI is no URL")) << url;
  }
  const auto port = imposter_.url("").substr(std::string_view{"http://127.0.0.1"}.size());
  use("http://localhost" + port + "/task");
  EXPECT_EQ(get().access_key_id, "ASIAJSON");
}

TEST_F(Container, TakesHttpsFromAnywhere) {
  // Nobody of that name is there to answer.
  use("https://no-such-host.invalid/task");
  EXPECT_THAT(failure(), HasSubstr("container: https://no-such-host.invalid: "));
}

TEST_F(Container, SaysWhatTheAgentRefused) {
  use(imposter_.url("/task"));
  answer("/task", 400, R"({"code":"AccessDenied","message":"s3cret"})");
  EXPECT_THAT(failure(), AllOf(HasSubstr("400 AccessDenied"), Not(HasSubstr("s3cret"))));
  answer("/task", 200, "<html>");
  EXPECT_THAT(failure(), HasSubstr("its answer is no JSON object"));
}

TEST_F(Container, DoesNotOutlastItsExpiry) {
  use(imposter_.url("/task"));
  answer("/task", 200, json("2026-11-26T11:00:00Z"));
  EXPECT_THAT(failure(), HasSubstr("expired already"));
}

}  // namespace
}  // namespace dailygrind::aws
