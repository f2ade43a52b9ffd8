// What the server does with clients that send too much, too slowly, or with two meanings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/http/server.hpp"
#include "platform/http/testing/test_server.hpp"

namespace dailygrind::http {
namespace {

using namespace testing;
using std::chrono::milliseconds;

/// Settings under which a closed connection does not linger long for clients that stay.
ServerSettings brisk_settings() {
  auto settings = test_settings();
  settings.write_timeout = milliseconds{200};
  return settings;
}

const std::string hello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

Router routes() {
  Router router;
  router.add(Method::get, "/hello", say("hello"));
  router.add(Method::post, "/echo", echo());
  router.add_streaming(
      Method::put, "/stream/{answer}",
      [](const Request&, const PathParameters& parameters, BodyReader& body) -> Task<Response> {
        if (parameters.front() == "early") co_return Response{.status = 403};
        std::size_t size = 0;
        for (auto piece = co_await body.next(); !piece.empty(); piece = co_await body.next()) {
          EXPECT_LE(piece.size(), 256U * 1024);
          size += piece.size();
        }
        co_return Response{.body = std::to_string(size)};
      },
      1024 * 1024);
  router.add(Method::get, "/large", [](const Request&, const PathParameters&) -> Task<Response> {
    co_return Response{.body = std::string(64 * 1024 * 1024, 'x')};
  });
  return router;
}

TEST(ServerLimits, RefusesALargeHeader) {
  TestServer server{routes()};
  auto client = server.client();
  client.try_send("GET /hello HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a'));
  EXPECT_EQ(client.receive().status, 431);
  EXPECT_TRUE(client.closed());
}

TEST(ServerLimits, RefusesALargeBodyUnread) {
  TestServer server{routes()};
  auto client = server.client();
  const auto response =
      client.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n");
  EXPECT_EQ(response.status, 413);
  EXPECT_TRUE(client.closed());
}

TEST(ServerLimits, RefusesALargeChunkedBody) {
  TestServer server{routes()};
  auto client = server.client();
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const auto chunk = "1000\r\n" + std::string(4096, 'a') + "\r\n";
  for (int at = 0; at < 17; ++at) client.try_send(chunk);
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_TRUE(client.closed());
}

TEST(ServerLimits, TakesALargeBodyInPiecesWhereTheRouteDoes) {
  TestServer server{routes()};
  auto client = server.client();
  const std::string body(1024 * 1024, 'x');
  const std::string head = "PUT /stream/all HTTP/1.1\r\nHost: x\r\n";
  const auto length = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  EXPECT_EQ(client.ask(head + length + body).body, "1048576");
  EXPECT_EQ(client.ask(head + "Content-Length: 0\r\n\r\n").body, "0");
  EXPECT_EQ(client.ask(head + "Content-Length: 3\r\n\r\nabc" + hello).body, "3");
  EXPECT_EQ(client.receive().body, "hello") << "what was pipelined behind it";
  client.send(head + "Transfer-Encoding: chunked\r\n\r\n");
  for (const auto* piece : {"2\r\nab\r\n", "3\r", "\ncde\r\n", "0\r\n", "\r\n"}) client.send(piece);
  EXPECT_EQ(client.receive().body, "5");
  EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: x\r\n" + length).status, 413);
}

TEST(ServerLimits, RefusesALargeBodyOfARouteThatTakesPieces) {
  TestServer server{routes()};
  const std::string head = "PUT /stream/all HTTP/1.1\r\nHost: x\r\n";
  auto client = server.client();
  EXPECT_EQ(client.ask(head + "Content-Length: 1048577\r\n\r\n").status, 413);
  EXPECT_TRUE(client.closed());
  auto chunked = server.client();
  chunked.send(head + "Transfer-Encoding: chunked\r\n\r\n");
  const auto chunk = "10000\r\n" + std::string(65536, 'a') + "\r\n";
  for (int at = 0; at < 17; ++at) chunked.try_send(chunk);
  EXPECT_EQ(chunked.receive().status, 413);
}

TEST(ServerLimits, RefusesWithoutReadingABodyInPieces) {
  TestServer server{routes()};
  auto client = server.client();
  const auto refused = client.ask(
      "PUT /stream/early HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
      "Content-Length: 1000000\r\n\r\n");
  EXPECT_EQ(refused.status, 403) << "without 100 before it";
  EXPECT_TRUE(client.closed());
  auto other = server.client();
  other.send(
      "PUT /stream/all HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(other.receive(false).status, 100);
  EXPECT_EQ(other.ask("body").body, "4");
}

TEST(ServerLimits, EndsABodyInPiecesThatStopsComing) {
  auto settings = brisk_settings();
  settings.body_timeout = milliseconds{100};
  TestServer server{routes(), settings};
  auto client = server.client();
  client.send("PUT /stream/all HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
  EXPECT_EQ(client.receive().status, 408);
  auto other = server.client();
  other.send("PUT /stream/all HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
  other.finish_sending();
  EXPECT_EQ(other.receive().status, 400);
}

TEST(ServerLimits, AsksToContinue) {
  TestServer server{routes()};
  auto client = server.client();
  const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n";
  client.send(head + "Content-Length: 4\r\n\r\n");
  EXPECT_EQ(client.receive(false).status, 100);
  EXPECT_EQ(client.ask("body").body, "body");
  const auto refused = client.ask(head + "Content-Length: 70000\r\n\r\n");
  EXPECT_EQ(refused.status, 413) << "without 100 before it";
  EXPECT_EQ(server.client().ask("GET /hello HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n").status, 417);
}

TEST(ServerLimits, NeverAnswersWhatFollowsAnAmbiguousRequest) {
  TestServer server{routes()};
  for (const auto* lines : {"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                            "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
                            "Content-Length: 0\r\nContent-Length: 6\r\n",
                            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                            "Transfer-Encoding: xchunked\r\n", "Content-Length: 0,6\r\n"}) {
    auto client = server.client();
    client.send(std::string{"POST /echo HTTP/1.1\r\nHost: x\r\n"} + lines + "\r\n0\r\n\r\n" +
                hello);
    const auto status = client.receive().status;
    EXPECT_TRUE(status == 400 || status == 501) << lines << status;
    EXPECT_TRUE(client.closed()) << lines;
  }
}

TEST(ServerLimits, ClosesAfterABadChunk) {
  TestServer server{routes()};
  auto client = server.client();
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n");
  EXPECT_EQ(client.receive().status, 400);
  EXPECT_TRUE(client.closed());
}

TEST(ServerLimits, ClosesIdleConnections) {
  auto settings = brisk_settings();
  settings.idle_timeout = milliseconds{30};
  TestServer server{routes(), settings};
  auto client = server.client();
  EXPECT_EQ(client.ask(hello).status, 200);
  EXPECT_TRUE(client.closed());
}

TEST(ServerLimits, ClosesConnectionsThatNeverAsk) {
  auto settings = brisk_settings();
  settings.header_timeout = milliseconds{30};
  TestServer server{routes(), settings};
  EXPECT_TRUE(server.client().closed());
}

/// Sends one byte at a time, as often as it can, until the server has enough of it.
RawResponse drip(RawClient& client, std::string_view head) {
  client.send(head);
  while (client.try_send("a")) std::this_thread::sleep_for(milliseconds{2});
  return {};
}

TEST(ServerLimits, ASlowHeaderTimesOut) {
  auto settings = brisk_settings();
  settings.header_timeout = milliseconds{50};
  TestServer server{routes(), settings};
  auto client = server.client();
  client.send("GET /hello HTTP/1.1\r\nX: ");
  const auto response = client.receive();
  EXPECT_EQ(response.status, 408);
  EXPECT_EQ(response.header("Connection"), "close");
  auto dripping = server.client();
  drip(dripping, "GET /hello HTTP/1.1\r\nX: ");
}

TEST(ServerLimits, ASlowBodyTimesOut) {
  auto settings = brisk_settings();
  settings.body_timeout = milliseconds{50};
  TestServer server{routes(), settings};
  auto client = server.client();
  EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab").status,
            408);
  auto dripping = server.client();
  drip(dripping, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
}

TEST(ServerLimits, AReaderThatNeverReadsIsCutOff) {
  auto settings = brisk_settings();
  settings.write_timeout = milliseconds{50};
  TestServer server{routes(), settings};
  auto client = server.client();
  client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(wait_until([&] {
    return server.metric("dailygrind_http_connections_total") == 1 &&
           server.metric("dailygrind_http_connections_open") == 0;
  }));
}

TEST(ServerLimits, DoesNotReadAheadOfItsAnswers) {
  // A client that sends without reading is stopped by the full sockets, not by our memory.
  auto settings = brisk_settings();
  TestServer server{routes(), settings};
  auto client = server.client();
  std::string many;
  for (int at = 0; at < 1000; ++at) many += hello;
  bool taken = true;
  for (int at = 0; at < 3000 && taken; ++at) taken = client.try_send(many);
  EXPECT_FALSE(taken) << "120 MB of requests were taken without an answer being read";
}

TEST(ServerLimits, PausesAcceptingAtTheConnectionLimit) {
  auto settings = brisk_settings();
  settings.connection_limit = 2;
  TestServer server{routes(), settings};
  auto first = std::make_unique<RawClient>(server.client());
  auto second = server.client();
  first->ask(hello);
  second.ask(hello);
  auto third = server.client();
  third.send(hello);
  second.ask(hello);
  EXPECT_EQ(server.metric("dailygrind_http_connections_total"), 2);
  first.reset();
  EXPECT_EQ(third.receive().body, "hello");
}

/// A handler that says when it has begun and ends when it is told to.
struct Gate {
  std::atomic<int> entered = 0;
  std::atomic<bool> open = false;

  static Handler handler(const std::shared_ptr<Gate>& gate) {
    return [gate](const Request&, const PathParameters&) -> Task<Response> {
      ++gate->entered;
      boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
      while (!gate->open) {
        timer.expires_after(milliseconds{1});
        co_await timer.async_wait(boost::asio::use_awaitable);
      }
      co_return Response{.body = "late"};
    };
  }
};

TEST(ServerDrain, FinishesRequestsAndClosesIdleConnections) {
  const auto gate = std::make_shared<Gate>();
  auto router = routes();
  router.add(Method::get, "/slow", Gate::handler(gate));
  TestServer server{std::move(router), brisk_settings(), 2};
  auto idle = server.client();
  idle.ask(hello);
  auto fresh = server.client();
  auto busy = server.client();
  busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" + hello);
  ASSERT_TRUE(wait_until([&] { return gate->entered == 1; }));
  std::atomic<int> done = 0;
  server.server().drain([&] { ++done; });
  EXPECT_TRUE(idle.closed());
  EXPECT_TRUE(fresh.closed());
  EXPECT_EQ(done, 0);
  gate->open = true;
  const auto response = busy.receive();
  EXPECT_EQ(response.body, "late");
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_TRUE(busy.closed());
  EXPECT_TRUE(wait_until([&] { return done == 1; }));
  EXPECT_THROW((RawClient{server.port()}), std::exception) << "nobody listens any more";
}

TEST(ServerDrain, CutsOffWhatDoesNotFinish) {
  const auto gate = std::make_shared<Gate>();
  auto router = routes();
  router.add(Method::get, "/slow", Gate::handler(gate));
  auto settings = brisk_settings();
  settings.drain_timeout = milliseconds{40};
  TestServer server{std::move(router), settings};
  auto busy = server.client();
  busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(wait_until([&] { return gate->entered == 1; }));
  std::atomic<int> done = 0;
  server.server().drain([&] { ++done; });
  EXPECT_TRUE(busy.closed());
  EXPECT_TRUE(wait_until([&] { return done == 1; }));
  gate->open = true;
}

TEST(ServerDrain, IsDoneAtOnceWithoutConnections) {
  TestServer server{routes()};
  std::atomic<int> done = 0;
  server.server().drain([&] { ++done; });
  server.server().drain([&] { ++done; });
  EXPECT_TRUE(wait_until([&] { return done == 1; }));
}

}  // namespace
}  // namespace dailygrind::http
