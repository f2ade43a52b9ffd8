#include "platform/aws/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "platform/aws/retry_quota.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::aws {
namespace {

using http::ClientError;
using http::ClientRequest;
using http::ClientResponse;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// Answers as it is told, the last answer again and again.
struct ScriptedHttp final : http::Client {
  using Answer = std::variant<ClientResponse, ClientError>;

  Task<ClientResponse> send(ClientRequest request) override {
    asked.push_back(std::move(request));
    if (const auto first = std::exchange(meanwhile, nullptr)) first();
    const auto answer = answers.front();
    if (answers.size() > 1) answers.pop_front();
    if (const auto* error = std::get_if<ClientError>(&answer)) throw *error;
    co_return std::get<ClientResponse>(answer);
  }

  std::deque<Answer> answers{ClientResponse{.status = 200}};
  std::vector<ClientRequest> asked;
  std::function<void()> meanwhile;  ///< happens while the next request is under way
};

struct ScriptedCredentials final : CredentialsSource {
  Task<Credentials> get() override {
    co_return Credentials{.access_key_id = "KEY" + std::to_string(forgotten),
                          .secret_access_key = "secret"};
  }
  void forget(const Credentials& /*refused*/) override { ++forgotten; }

  int forgotten = 0;
};

ClientResponse error(int status, const std::string& code, http::HeaderList headers = {}) {
  return {.status = status,
          .headers = std::move(headers),
          .body = R"({"__type":"x#)" + code + R"(","message":"because"})"};
}

struct AwsClient : ::testing::Test {
  AwsClient() { clock.freeze(Instant{std::chrono::seconds{1'440'938'160}}); }

  ClientResponse send() {
    return testing::run(
        client->send({.operation = "PutItem", .headers = {{"X", "y"}}, .body = "{}"}));
  }
  std::optional<Error> failure() {
    try {
      send();
    } catch (const Error& error) {
      return error;
    }
    return std::nullopt;
  }
  std::string metric(const std::string& name) const {
    const auto text = registry.text();
    const auto at = text.find(name + " ");
    return at == std::string::npos ? "" : text.substr(at + name.size() + 1, 1);
  }
  static std::string header(const ClientRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
      if (key == name) return value;
    }
    return {};
  }

  AdjustableClock clock;
  SeededRandom random{1};
  metrics::Registry registry;
  ScriptedHttp http;
  ScriptedCredentials credentials;
  std::unique_ptr<Client> client = make_client({.http = http,
                                                .credentials = credentials,
                                                .system = clock,
                                                .random = random,
                                                .metrics = registry},
                                               {.service = "dynamodb",
                                                .region = "eu-central-1",
                                                .endpoint = "http://127.0.0.1:4566",
                                                .first_backoff = milliseconds{1}});
};

TEST_F(AwsClient, SendsSignedRequests) {
  http.answers = {ClientResponse{.status = 200, .body = "yes"}};
  EXPECT_EQ(send().body, "yes");
  ASSERT_THAT(http.asked, SizeIs(1));
  const auto& request = http.asked[0];
  EXPECT_EQ(request.url, "http://127.0.0.1:4566/");
  EXPECT_EQ(request.body, "{}");
  EXPECT_EQ(header(request, "X"), "y");
  EXPECT_EQ(header(request, "X-Amz-Date"), "20150830T123600Z");
  EXPECT_THAT(header(request, "Authorization"),
              HasSubstr("Credential=KEY0/20150830/eu-central-1/dynamodb/aws4_request, "
                        "SignedHeaders=host;x;x-amz-date, Signature="));
  EXPECT_EQ(metric("dailygrind_aws_requests_total{service=\"dynamodb\",operation=\"PutItem\","
                   "outcome=\"done\"}"),
            "1");
}

TEST_F(AwsClient, SaysWhatTheServiceSaid) {
  http.answers = {error(400, "AccessDeniedException")};
  const auto failed = failure();
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->code(), "AccessDeniedException");
  EXPECT_EQ(failed->status(), 400);
  EXPECT_STREQ(failed->what(), "dynamodb PutItem: AccessDeniedException (400): because");
  EXPECT_THAT(failed->body(), HasSubstr("because"));
  EXPECT_THAT(http.asked, SizeIs(1));
}

TEST_F(AwsClient, RepeatsWhatPasses) {
  http.answers = {error(500, ""), ClientError{ClientError::Kind::timed_out, "late"},
                  ClientResponse{.status = 200}};
  send();
  EXPECT_THAT(http.asked, SizeIs(3));
  http.asked.clear();
  http.answers = {error(400, "ThrottlingException")};
  EXPECT_EQ(failure()->code(), "ThrottlingException");
  EXPECT_THAT(http.asked, SizeIs(3));
  EXPECT_EQ(metric("dailygrind_aws_retries_total{service=\"dynamodb\"}"), "4");
  EXPECT_EQ(metric("dailygrind_aws_requests_total{service=\"dynamodb\",operation=\"PutItem\","
                   "outcome=\"throttled\"}"),
            "3");
}

TEST_F(AwsClient, DoesNotRepeatWhatStays) {
  for (const auto kind : {ClientError::Kind::insecure, ClientError::Kind::bad_request}) {
    http.asked.clear();
    http.answers = {ClientError{kind, "127.0.0.1: no"}};
    const auto failed = failure();
    EXPECT_EQ(failed->status(), 0);
    EXPECT_STREQ(failed->what(), "dynamodb PutItem: 127.0.0.1: no");
    EXPECT_THAT(http.asked, SizeIs(1));
  }
}

TEST_F(AwsClient, TakesTheTimeOfTheService) {
  http.answers = {error(403, "RequestTimeTooSkewed", {{"Date", "Sun, 30 Aug 2015 13:36:00 GMT"}}),
                  ClientResponse{.status = 200}};
  send();
  ASSERT_THAT(http.asked, SizeIs(2));
  EXPECT_EQ(header(http.asked[1], "X-Amz-Date"), "20150830T133600Z");
  send();
  EXPECT_EQ(header(http.asked[2], "X-Amz-Date"), "20150830T133600Z");
}

TEST_F(AwsClient, TakesTheTimeOfTheServiceWhereAnotherCallTookItMeanwhile) {
  const auto skewed =
      error(403, "RequestTimeTooSkewed", {{"Date", "Sun, 30 Aug 2015 13:36:00 GMT"}});
  const ClientResponse done{.status = 200};
  http.answers = {skewed, done, skewed, done};
  http.meanwhile = [this] { send(); };
  send();
  ASSERT_THAT(http.asked, SizeIs(4));
  EXPECT_EQ(header(http.asked[0], "X-Amz-Date"), "20150830T123600Z");
  EXPECT_EQ(header(http.asked[3], "X-Amz-Date"), "20150830T133600Z");
}

TEST_F(AwsClient, TakesAWrongSignatureForOneWhereTheTimeIsRight) {
  http.answers = {error(403, "SignatureDoesNotMatch", {{"Date", "Sun, 30 Aug 2015 12:37:00 GMT"}})};
  EXPECT_EQ(failure()->code(), "SignatureDoesNotMatch");
  EXPECT_THAT(http.asked, SizeIs(1));
}

TEST_F(AwsClient, FetchesCredentialsAnewThatHaveExpired) {
  http.answers = {error(400, "ExpiredTokenException"), ClientResponse{.status = 200}};
  send();
  EXPECT_EQ(credentials.forgotten, 1);
  EXPECT_THAT(header(http.asked[1], "Authorization"), HasSubstr("Credential=KEY1/"));
}

TEST_F(AwsClient, StopsToRepeatWhereNothingHelps) {
  http.answers = {error(500, "")};
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(failure());
  EXPECT_THAT(http.asked, SizeIs(150));  // the quota is used up
  http.asked.clear();
  EXPECT_TRUE(failure());
  EXPECT_THAT(http.asked, SizeIs(1));
  http.answers = {ClientResponse{.status = 200}};
  for (int i = 0; i < RetryQuota::cost; ++i) send();
  http.asked.clear();
  http.answers = {error(500, "")};
  EXPECT_TRUE(failure());
  EXPECT_THAT(http.asked, SizeIs(2));
}

TEST(RetryQuota, HasAnEnd) {
  RetryQuota quota;
  for (int i = 0; i < RetryQuota::capacity / RetryQuota::cost; ++i) {
    EXPECT_TRUE(quota.take(RetryQuota::cost));
  }
  EXPECT_FALSE(quota.take(RetryQuota::cost));
  quota.give_back(RetryQuota::capacity + 1);
  EXPECT_EQ(quota.left(), RetryQuota::capacity);
}

TEST(PublicEndpoint, IsOfTheRegion) {
  EXPECT_EQ(public_endpoint("sqs", "eu-west-1"), "https://sqs.eu-west-1.amazonaws.com");
}

}  // namespace
}  // namespace dailygrind::aws
