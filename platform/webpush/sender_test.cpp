#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/detached.hpp>

#include "platform/core/problem.hpp"
#include "platform/http/testing/imposter.hpp"
#include "platform/http/testing/raw_server.hpp"
#include "platform/http/testing/test_server.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"
#include "platform/webpush/curl_sender.hpp"
#include "platform/webpush/testing/decryption.hpp"

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
using ::testing::SizeIs;
using ::testing::StartsWith;

class SenderTest : public ::testing::Test {
 protected:
  SenderTest() {
    clock_.freeze(Instant{std::chrono::hours{24 * 20'000}});
    make_sender({.timeout = milliseconds{10'000}, .local_allowed = true});
  }

  void make_sender(SenderSettings settings) {
    sender_.reset();
    sender_ =
        make_curl_sender(loop_, {vapid_, clock_, system_, random_, metrics_}, std::move(settings));
  }

  Attempt send_to(const std::string& url, Message message = {.payload = "noon"}, int attempt = 1) {
    return dailygrind::testing::run(
        loop_, sender_->send(browser_.subscription(url), std::move(message), attempt));
  }
  Attempt send(Message message = {.payload = "noon"}, int attempt = 1) {
    return send_to(service_.url("/push/secret"), std::move(message), attempt);
  }
  void answer(int status, std::vector<std::pair<std::string, std::string>> headers = {}) {
    service_.on("/push/secret", Response{.status = status, .headers = std::move(headers)});
  }
  std::vector<Attempt> send_many(std::size_t count, const std::string& url) {
    std::vector<Task<Attempt>> tasks;
    for (std::size_t at = 0; at < count; ++at) {
      tasks.push_back(sender_->send(browser_.subscription(url), {.payload = "noon"}, 1));
    }
    return dailygrind::testing::run_all(loop_, std::move(tasks));
  }
  double metric(const std::string& name_and_labels) {
    const auto text = "\n" + metrics_.text();
    const auto at = text.find("\n" + name_and_labels + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name_and_labels.size() + 2));
  }
  double requests(const std::string& outcome) {
    return metric("dailygrind_webpush_requests_total{service=\"other\",outcome=\"" + outcome +
                  "\"}");
  }

  dailygrind::testing::TemporaryFolder folder_;
  AdjustableClock clock_;
  SystemClock system_;
  SystemRandom random_;
  metrics::Registry metrics_;
  VapidKeys keys_{folder_.path() / "vapid", clock_};
  Vapid vapid_{keys_, "mailto:ops@grind.social", system_};
  testing::Browser browser_;
  Imposter service_;
  boost::asio::io_context loop_{1};
  std::unique_ptr<Sender> sender_;
};

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

TEST_F(SenderTest, FailsWhereThereIsNoAnswer) {
  make_sender({.timeout = milliseconds{100}, .local_allowed = true});
  service_.hang("/hangs");
  const RawServer garbage{"\x16\x03\x01 this is no HTTP\r\n\r\n"};
  const RawServer reset{RawServer::Reset{}};
  const RawServer cut{"HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nabc"};
  const RawServer endless{"HTTP/1.1 201 Created\r\n\r\n" + std::string(100'000, 'x')};
  std::string gone;
  {
    const Imposter closed;
    gone = closed.url("/");
  }
  for (const auto& url : {service_.url("/hangs"), garbage.url("/"), reset.url("/"), cut.url("/"),
                          endless.url("/"), gone}) {
    const auto result = send_to(url);
    EXPECT_EQ(result.outcome, Outcome::failed) << url;
    EXPECT_EQ(result.status, 0) << url;
    EXPECT_GT(result.retry_at, clock_.now()) << url;
    EXPECT_THAT(result.detail, Not(HasSubstr("/hangs")));
  }
  EXPECT_EQ(garbage.requests(), 1U);
  EXPECT_EQ(reset.requests(), 1U);
  EXPECT_EQ(cut.requests(), 1U);
  EXPECT_THAT(service_.seen(), SizeIs(1));
}

TEST_F(SenderTest, CallsPublicAddressesOnly) {
  make_sender({});
  answer(201);
  const auto port = service_.url("").substr(std::string_view{"http://127.0.0.1"}.size());
  for (const auto& url :
       {service_.url("/push/secret"), "https://127.0.0.1" + port + "/push/secret",
        "https://localhost" + port + "/push/secret",
        // Names that only the resolver knows to be local.
        "https://2130706433" + port + "/push/secret", "https://0x7f.1" + port + "/push/secret"}) {
    const auto result = send_to(url);
    EXPECT_EQ(result.outcome, Outcome::refused) << url;
    EXPECT_THAT(result.detail, Not(HasSubstr("secret")));
  }
  EXPECT_EQ(service_.connections(), 0U);
}

TEST_F(SenderTest, RefusesWhatCannotBeSent) {
  answer(201);
  auto bad_key = browser_.subscription(service_.url("/push/secret"));
  bad_key.p256dh.back() = static_cast<char>(bad_key.p256dh.back() ^ 1);
  EXPECT_EQ(dailygrind::testing::run(loop_, sender_->send(bad_key, {}, 1)).outcome,
            Outcome::refused);
  EXPECT_EQ(send({.topic = std::string(33, 'x')}).outcome, Outcome::refused);
  EXPECT_EQ(send({.topic = "a b"}).outcome, Outcome::refused);
  EXPECT_EQ(send_to("nothing").outcome, Outcome::refused);
  EXPECT_THROW(send({.payload = std::string(longest_payload + 1, 'x')}), Problem);
  EXPECT_THAT(service_.seen(), SizeIs(0));
  EXPECT_EQ(send({.payload = std::string(longest_payload, 'x')}).outcome, Outcome::sent);
}

TEST_F(SenderTest, KeepsConnectionsAndItsBound) {
  make_sender({.concurrency = {.first = 4, .least = 1, .most = 4}, .local_allowed = true});
  answer(201);
  const auto results = send_many(200, service_.url("/push/secret"));
  EXPECT_THAT(results, Each(Field(&Attempt::outcome, Outcome::sent)));
  EXPECT_THAT(service_.seen(), SizeIs(200));
  EXPECT_LE(service_.connections(), 4U);
}

TEST_F(SenderTest, IsNotHeldUpByAServiceThatHangs) {
  make_sender({.concurrency = {.first = 2, .least = 1, .most = 2},
               .timeout = milliseconds{60'000},
               .local_allowed = true});
  Imposter slow;
  slow.hang("/");
  for (int at = 0; at < 20; ++at) {
    boost::asio::co_spawn(loop_, sender_->send(browser_.subscription(slow.url("/")), {}, 1),
                          boost::asio::detached);
  }
  answer(201);
  for (int at = 0; at < 50; ++at) EXPECT_EQ(send().outcome, Outcome::sent);
  EXPECT_TRUE(http::testing::wait_until([&] {
    loop_.poll();
    return slow.seen().size() == 2;
  }));
}

TEST_F(SenderTest, MayBeCalledFromAnyLoop) {
  answer(201);
  const auto work = boost::asio::make_work_guard(loop_);
  std::jthread home{[this] { loop_.run(); }};
  const auto result = dailygrind::testing::run(
      sender_->send(browser_.subscription(service_.url("/push/secret")), {.payload = "x"}, 1));
  EXPECT_EQ(result.outcome, Outcome::sent);
  loop_.stop();
}

TEST_F(SenderTest, MayEndWithRequestsUnderWay) {
  service_.hang("/");
  {
    boost::asio::io_context loop{1};
    const auto sender = make_curl_sender(
        loop, {vapid_, clock_, system_, random_, metrics_},
        {.concurrency = {.first = 1, .least = 1, .most = 1}, .local_allowed = true});
    for (int at = 0; at < 3; ++at) {
      boost::asio::co_spawn(loop, sender->send(browser_.subscription(service_.url("/")), {}, 1),
                            boost::asio::detached);
    }
    while (service_.seen().empty()) loop.run_one_for(milliseconds{10});
  }
  EXPECT_THAT(service_.seen(), SizeIs(1));
}

}  // namespace
}  // namespace dailygrind::webpush
