#include "dailygrind/web/policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace dailygrind::web {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr InlineHashes hashes{.scripts = "'sha256-a'", .styles = "'sha256-b'"};

/// The sources of one directive.
std::string sources(const ServerConfig& config, const std::string& directive) {
  std::istringstream policy{content_security_policy(config, hashes)};
  for (std::string part; std::getline(policy, part, ';');) {
    const auto begin = part.find_first_not_of(' ');
    if (part.substr(begin).starts_with(directive + " ")) {
      return part.substr(begin + directive.size() + 1);
    }
  }
  return "no such directive";
}

TEST(WebPolicy, RunsOnlyWhatIsOurs) {
  const auto policy = content_security_policy({}, hashes);
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(sources({}, "default-src"), "'none'");
  EXPECT_EQ(sources({}, "script-src"), "'self' 'sha256-a'");
  EXPECT_THAT(sources({}, "style-src"),
              AllOf(StartsWith("'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"),
                    EndsWith(" 'sha256-b'")));
  EXPECT_EQ(sources({}, "require-trusted-types-for"), "'script'");
  for (const auto* never : {"base-uri", "form-action", "frame-ancestors"}) {
    EXPECT_EQ(sources({}, never), "'none'");
  }
}

TEST(WebPolicy, LetsPicturesAndCallsGoToWhereTheyAre) {
  ServerConfig config{.listen = "127.0.0.1:9000"};
  EXPECT_EQ(sources(config, "connect-src"), "'self' http://127.0.0.1:9000");
  config.public_url = "https://grind.example.org:8443/somewhere/?x";
  EXPECT_EQ(sources(config, "connect-src"), "'self' https://grind.example.org:8443");
  EXPECT_EQ(sources(config, "img-src"), "'self' data: blob: https://grind.example.org:8443");
}

TEST(WebPolicy, LetsCallsGoToCognitoAndUploadsToTheBucket) {
  ServerConfig config{.public_url = "https://x.example"};
  config.issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf9Gh";
  config.storage = StorageKind::aws;
  config.aws_region = "eu-central-1";
  config.aws_account = "123456789012";
  EXPECT_EQ(sources(config, "connect-src"),
            "'self' https://x.example https://cognito-idp.eu-central-1.amazonaws.com "
            "https://dailygrind-user-media-123456789012.s3.eu-central-1.amazonaws.com");
  config.aws_endpoint = "http://127.0.0.1:4566/";
  EXPECT_THAT(sources(config, "connect-src"), HasSubstr(" http://127.0.0.1:4566"));
}

}  // namespace
}  // namespace dailygrind::web
