#include "platform/aws/sigv4.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

namespace dailygrind::aws {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
namespace json = boost::json;

/// A request as the test suite writes it.
http::ClientRequest request_of(std::string text) {
  const auto body = text.find("\n\n");
  http::ClientRequest request;
  if (body != std::string::npos) request.body = text.substr(body + 2);
  std::istringstream lines{text.substr(0, body)};
  std::string line;
  std::getline(lines, line);
  const auto from = line.find(' ');
  const auto to = line.rfind(' ');
  request.method = line.starts_with("POST") ? http::Method::post : http::Method::get;
  request.url = "https://example.amazonaws.com" + line.substr(from + 1, to - from - 1);
  while (std::getline(lines, line)) {
    if (line.starts_with(' ')) {
      request.headers.back().second += "\n" + line;
      continue;
    }
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    if (name.starts_with("X-Amz-")) continue;  // they are added by `sign`
    request.headers.emplace_back(name, line.substr(colon + 1));
  }
  return request;
}

json::value test_suite() {
  std::ifstream file{TEST_DATA "/sigv4_test_suite.json"};
  std::stringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

std::string session_token_of(std::string_view canonical) {
  constexpr std::string_view name = "x-amz-security-token:";
  const auto at = canonical.find(name);
  if (at == std::string_view::npos) return {};
  const auto value = canonical.substr(at + name.size());
  return std::string{value.substr(0, value.find('\n'))};
}

constexpr Instant test_suite_time{std::chrono::seconds{1'440'938'160}};  // 20150830T123600Z

TEST(SigV4, AgreesWithThePublishedTestSuite) {
  const auto suite = test_suite();
  const Scope scope{"us-east-1", "service"};
  const auto& cases = suite.at("cases").as_array();
  ASSERT_EQ(cases.size(), 34U);
  for (const auto& one : cases) {
    SCOPED_TRACE(one.at("name").as_string().c_str());
    const std::string canonical{one.at("canonical").as_string()};
    auto request = request_of(std::string{one.at("request").as_string()});
    sign(request, scope,
         {.access_key_id = "AKIDEXAMPLE",
          .secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
          .session_token = session_token_of(canonical)},
         test_suite_time);
    EXPECT_EQ(request.headers.back().first, "Authorization");
    EXPECT_EQ(request.headers.back().second, one.at("authorization").as_string());
    const auto texts = texts_of(request, scope, test_suite_time);
    EXPECT_EQ(texts.canonical_request, canonical);
    EXPECT_EQ(texts.string_to_sign, one.at("to_sign").as_string());
  }
}

// The examples of the Amazon S3 API Reference, "Authenticating Requests: Using the Authorization
// Header" and "Using Query Parameters".

constexpr Instant s3_time{std::chrono::seconds{1'369'353'600}};  // 20130524T000000Z
const Credentials s3_credentials{.access_key_id = "AKIAIOSFODNN7EXAMPLE",
                                 .secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
const Scope s3_scope{"us-east-1", "s3"};

std::string s3_authorization(http::ClientRequest request) {
  sign(request, s3_scope, s3_credentials, s3_time, Style::s3);
  return request.headers.back().second;
}

TEST(SigV4, AgreesWithTheExamplesOfS3) {
  const std::string bucket = "https://examplebucket.s3.amazonaws.com";
  EXPECT_THAT(
      s3_authorization({.url = bucket + "/test.txt", .headers = {{"Range", "bytes=0-9"}}}),
      EndsWith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
  EXPECT_THAT(
      s3_authorization({.method = http::Method::put,
                        .url = bucket + "/test%24file.text",
                        .headers = {{"Date", "Fri, 24 May 2013 00:00:00 GMT"},
                                    {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                        .body = "Welcome to Amazon S3."}),
      EndsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
  EXPECT_THAT(
      s3_authorization({.url = bucket + "/?lifecycle"}),
      EndsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
  EXPECT_THAT(
      s3_authorization({.url = bucket + "/?max-keys=2&prefix=J"}),
      EndsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
  EXPECT_EQ(presign({.url = bucket + "/test.txt", .lasts = std::chrono::seconds{86'400}}, s3_scope,
                    s3_credentials, s3_time),
            bucket +
                "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                "&X-Amz-Signature="
                "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST(SigV4, SignsTheHostThatIsAsked) {
  const auto host = [](std::string url) {
    const auto canonical = texts_of({.url = std::move(url)}, s3_scope, s3_time).canonical_request;
    const auto at = canonical.find("host:") + 5;
    return canonical.substr(at, canonical.find('\n', at) - at);
  };
  EXPECT_EQ(host("http://127.0.0.1:4566/"), "127.0.0.1:4566");
  EXPECT_EQ(host("https://a.example:443/x"), "a.example");
  EXPECT_EQ(host("http://a.example:80?x"), "a.example");
  EXPECT_EQ(host("http://a.example:443"), "a.example:443");
}

TEST(SigV4, EncodesPathsTwiceButForS3) {
  const http::ClientRequest request{.url = "https://a.example/b%20c//d/../e"};
  EXPECT_THAT(texts_of(request, s3_scope, s3_time).canonical_request, HasSubstr("\n/b%2520c/e\n"));
  EXPECT_THAT(texts_of(request, s3_scope, s3_time, Style::s3).canonical_request,
              HasSubstr("\n/b%20c//d/../e\n"));
}

}  // namespace
}  // namespace dailygrind::aws
