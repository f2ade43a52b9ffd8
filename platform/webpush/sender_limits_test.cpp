#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/detached.hpp>
#include <thread>

#include "platform/core/problem.hpp"
#include "platform/http/testing/raw_server.hpp"
#include "platform/http/testing/test_server.hpp"
#include "platform/webpush/sender_test.hpp"

namespace dailygrind::webpush {
namespace {

using http::testing::Imposter;
using http::testing::RawServer;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SenderTest;
using ::testing::SizeIs;

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

TEST_F(SenderTest, LeavesAServiceThatDoesNotAnswerAlone) {
  make_sender({.most_unanswered = 3, .longest_break = milliseconds{4'000}, .local_allowed = true});
  const RawServer reset{RawServer::Reset{}};
  for (int at = 0; at < 10; ++at) {
    EXPECT_EQ(send_to(reset.url("/")).outcome, Outcome::failed);
  }
  EXPECT_EQ(reset.requests(), 3U);
  answer(201);
  EXPECT_EQ(send().outcome, Outcome::sent) << "others are asked all the same";
  for (const int more : {1, 1, 1}) {
    clock_.advance(milliseconds{4'000});
    const auto before = reset.requests();
    for (int at = 0; at < 5; ++at) send_to(reset.url("/"));
    EXPECT_EQ(reset.requests() - before, static_cast<std::size_t>(more)) << "one probe a pause";
  }
}

TEST_F(SenderTest, AnAnswerEndsTheSilence) {
  make_sender({.timeout = milliseconds{100}, .most_unanswered = 3, .local_allowed = true});
  service_.hang("/hangs");
  answer(201);
  for (int at = 0; at < 4; ++at) {
    EXPECT_EQ(send_to(service_.url("/hangs")).outcome, Outcome::failed);
    EXPECT_EQ(send().outcome, Outcome::sent);
  }
}

TEST_F(SenderTest, MayBeCalledFromAnyLoop) {
  answer(201);
  const auto work = boost::asio::make_work_guard(loop_);
  boost::asio::io_context callers{1};  // outlives the thread that resumes it
  std::jthread home{[this] { loop_.run(); }};
  const auto result = dailygrind::testing::run(
      callers,
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
