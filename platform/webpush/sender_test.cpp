#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/testing/raw_server.hpp"
#include "platform/webpush/sender_test.hpp"

namespace dailygrind::webpush {
namespace {

using http::Method;
using http::Response;
using http::testing::Imposter;
using http::testing::RawServer;
using http::testing::SeenRequest;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::Field;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;
using ::testing::Optional;
using testing::SenderTest;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST_F(SenderTest, BringsAMessage) {
  answer(201);
  const auto result = send({.payload = "It is noon",
                            .ttl = seconds{3600},
                            .urgency = Urgency::very_low,
                            .topic = "daily_2026-11-25"});
  EXPECT_EQ(result.outcome, Outcome::sent);
  EXPECT_EQ(result.status, 201);
  ASSERT_THAT(service_.seen(), SizeIs(1));
  const auto seen = service_.seen()[0];
  EXPECT_EQ(seen.method, Method::post);
  EXPECT_EQ(seen.header("TTL"), "3600");
  EXPECT_EQ(seen.header("Urgency"), "very-low");
  EXPECT_EQ(seen.header("Topic"), "daily_2026-11-25");
  EXPECT_EQ(seen.header("Content-Encoding"), "aes128gcm");
  EXPECT_THAT(seen.header("Authorization"), StartsWith("vapid t=eyJ"));
  EXPECT_THAT(seen.header("Authorization"), HasSubstr(", k=" + keys_.newest().public_key()));
  EXPECT_THAT(browser_.decrypt(seen.body), Optional(std::string{"It is noon"}));
  EXPECT_EQ(requests("sent"), 1);
}

TEST_F(SenderTest, SaysUrgencyAndLeavesAnEmptyTopicOut) {
  answer(202);
  for (const auto& [urgency, name] : std::vector<std::pair<Urgency, std::string>>{
           {Urgency::low, "low"}, {Urgency::normal, "normal"}, {Urgency::high, "high"}}) {
    EXPECT_EQ(send({.payload = "", .ttl = seconds{-5}, .urgency = urgency}).outcome, Outcome::sent);
    const auto seen = service_.seen().back();
    EXPECT_EQ(seen.header("Urgency"), name);
    EXPECT_EQ(seen.header("Topic"), "");
    EXPECT_EQ(seen.header("TTL"), "0");
    EXPECT_THAT(browser_.decrypt(seen.body), Optional(std::string{}));
  }
}

TEST_F(SenderTest, SignsWithTheKeyOfTheSubscription) {
  answer(201);
  auto subscription = browser_.subscription(service_.url("/push/secret"));
  subscription.vapid_key = keys_.newest().public_key();
  keys_.rotate();
  auto result = dailygrind::testing::run(loop_, sender_->send(subscription, {}, 1));
  EXPECT_EQ(result.outcome, Outcome::sent);
  EXPECT_THAT(service_.seen()[0].header("Authorization"), HasSubstr(subscription.vapid_key));
  keys_.drop(subscription.vapid_key);
  result = dailygrind::testing::run(loop_, sender_->send(subscription, {}, 1));
  EXPECT_EQ(result.outcome, Outcome::refused);
  EXPECT_THAT(service_.seen(), SizeIs(1));
}

TEST_F(SenderTest, TellsWhatEachAnswerMeans) {
  const std::vector<std::pair<int, Outcome>> cases{
      {200, Outcome::sent},    {201, Outcome::sent},      {204, Outcome::sent},
      {400, Outcome::refused}, {401, Outcome::refused},   {403, Outcome::refused},
      {404, Outcome::gone},    {410, Outcome::gone},      {413, Outcome::too_large},
      {418, Outcome::refused}, {429, Outcome::throttled}, {500, Outcome::failed},
      {502, Outcome::failed},  {503, Outcome::failed},    {507, Outcome::failed}};
  std::size_t asked = 0;
  for (const auto& [status, outcome] : cases) {
    answer(status);
    const auto result = send();
    EXPECT_EQ(result.outcome, outcome) << status;
    EXPECT_EQ(result.status, status);
    EXPECT_THAT(result.detail, Not(HasSubstr("secret")));
    const bool again = outcome == Outcome::throttled || outcome == Outcome::failed;
    EXPECT_EQ(result.retry_at > clock_.now(), again) << status;
    EXPECT_THAT(service_.seen(), SizeIs(++asked));
  }
  EXPECT_EQ(requests("sent"), 3);
  EXPECT_EQ(requests("refused"), 4);
  EXPECT_EQ(requests("gone"), 2);
  EXPECT_EQ(requests("too_large"), 1);
  EXPECT_EQ(requests("throttled"), 1);
  EXPECT_EQ(requests("failed"), 4);
}

TEST_F(SenderTest, RefusesRedirects) {
  for (const int status : {301, 302, 303, 307, 308}) {
    answer(status, {{"Location", service_.url("/elsewhere")}});
    EXPECT_EQ(send().outcome, Outcome::refused) << status;
  }
  EXPECT_THAT(service_.seen(), SizeIs(5));
  EXPECT_THAT(service_.seen(), Each(Field(&SeenRequest::target, "/push/secret")));
}

TEST_F(SenderTest, LeavesAServiceAloneThatAsksForAPause) {
  answer(429, {{"Retry-After", "120"}});
  const auto until = clock_.now() + seconds{120};
  EXPECT_EQ(send().retry_at, until);
  answer(201);
  for (int at = 0; at < 3; ++at) {
    const auto result = send();
    EXPECT_EQ(result.outcome, Outcome::throttled);
    EXPECT_EQ(result.retry_at, until);
  }
  EXPECT_THAT(service_.seen(), SizeIs(1));
  EXPECT_EQ(metric("dailygrind_webpush_pauses_total{service=\"other\"}"), 1);
  EXPECT_EQ(requests("throttled"), 1);
  clock_.advance(seconds{120});
  EXPECT_EQ(send().outcome, Outcome::sent);
}

TEST_F(SenderTest, PausesThatServiceOnly) {
  Imposter other;
  other.on("/", Response{.status = 201});
  answer(503, {{"Retry-After", "3600"}});
  EXPECT_EQ(send().outcome, Outcome::failed);
  EXPECT_EQ(send().outcome, Outcome::failed);
  EXPECT_THAT(service_.seen(), SizeIs(1));
  EXPECT_EQ(send_to(other.url("/")).outcome, Outcome::sent);
}

TEST_F(SenderTest, UnderstandsDatesInRetryAfter) {
  const RawServer service{
      "HTTP/1.1 503 Service Unavailable\r\nDate: Sun, 06 Nov 1994 08:49:00 GMT\r\n"
      "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\nConnection: close\r\nContent-Length: "
      "0\r\n\r\n"};
  EXPECT_EQ(send_to(service.url("/")).retry_at, clock_.now() + seconds{37});
  EXPECT_EQ(send_to(service.url("/")).retry_at, clock_.now() + seconds{37});
  EXPECT_EQ(service.requests(), 1U);
}

TEST_F(SenderTest, SendsThoseHomeWhoWaitWhenAPauseBegins) {
  make_sender({.concurrency = {.first = 1, .least = 1, .most = 1}, .local_allowed = true});
  answer(429, {{"Retry-After", "60"}});
  const auto results = send_many(20, service_.url("/push/secret"));
  EXPECT_THAT(results, Each(Field(&Attempt::outcome, Outcome::throttled)));
  EXPECT_THAT(results, Each(Field(&Attempt::retry_at, clock_.now() + seconds{60})));
  EXPECT_THAT(service_.seen(), SizeIs(1));
}

TEST_F(SenderTest, WaitsLongerAfterEachAttempt) {
  answer(500);
  for (const auto& [attempt, most] :
       std::vector<std::pair<int, int>>{{1, 2}, {2, 4}, {4, 16}, {30, 900}}) {
    const auto wait = send({}, attempt).retry_at - clock_.now();
    EXPECT_THAT(wait, AllOf(Ge(seconds{most} / 2), Le(seconds{most}))) << attempt;
  }
  answer(429, {{"Retry-After", "soon"}});
  EXPECT_LE(send().retry_at, clock_.now() + seconds{2});
  answer(201);
  EXPECT_EQ(send().outcome, Outcome::sent);
}

}  // namespace
}  // namespace dailygrind::webpush
