#include "platform/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <set>

#include "platform/core/problem.hpp"
#include "platform/http/testing/test_server.hpp"

namespace dailygrind::http {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Router routes() {
  Router router;
  router.add(Method::get, "/hello", say("hello"));
  router.add(Method::post, "/echo", echo());
  router.add(Method::get, "/items/{id}/{part}",
             [](const Request&, const PathParameters& parameters) -> Task<Response> {
               co_return Response{.body = parameters[0] + "+" + parameters[1]};
             });
  router.add(Method::get, "/refused", [](const Request&, const PathParameters&) -> Task<Response> {
    throw Problem::conflict("taken", "Taken.");
    co_return Response{};
  });
  router.add(Method::get, "/broken", [](const Request&, const PathParameters&) -> Task<Response> {
    throw std::runtime_error{"secret"};
    co_return Response{};
  });
  return router;
}

std::string get(const std::string& target, const std::string& more = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
}

TEST(Server, Answers) {
  TestServer server{routes()};
  auto client = server.client();
  const auto response = client.ask(get("/hello"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.header("Content-Type"), "text/plain");
  EXPECT_EQ(response.header("Content-Length"), "5");
  EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(response.header("Cache-Control"), "no-store");
  EXPECT_EQ(response.header("Server"), "");
  EXPECT_EQ(response.header("Strict-Transport-Security"), "");
  EXPECT_THAT(response.header("Date"), HasSubstr(" GMT"));
  EXPECT_EQ(client.ask(get("/items/a%2Fb/c")).body, "a/b+c") << "the connection is kept";
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  TestServer server{routes()};
  auto client = server.client();
  std::string requests;
  constexpr int count = 2000;
  for (int at = 0; at < count; ++at) {
    const auto body = std::to_string(at);
    requests += at % 3 == 0 ? get("/items/n/" + body)
                            : "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                                  std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  std::jthread sender{[&] { client.send(requests); }};
  for (int at = 0; at < count; ++at) {
    const auto expected = (at % 3 == 0 ? "n+" : "") + std::to_string(at);
    ASSERT_EQ(client.receive().body, expected);
  }
}

TEST(Server, DoesNotCareHowBytesArrive) {
  TestServer server{routes()};
  auto client = server.client();
  const std::string chunked =
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nsome \r\n4\r\ntext\r\n0\r\n\r\n";
  for (const auto& request : {get("/hello"), chunked, get("/hello")}) {
    for (const char byte : request) client.send({&byte, 1});
    EXPECT_EQ(client.receive().body, request == chunked ? "some text" : "hello");
  }
}

TEST(Server, ReadsLargeBodies) {
  auto settings = test_settings();
  settings.body_limit = 1024 * 1024;
  TestServer server{routes(), settings};
  auto client = server.client();
  std::string body(1024 * 1024, 'x');
  for (std::size_t at = 0; at < body.size(); at += 7) body[at] = static_cast<char>(at);
  for (int round = 0; round < 3; ++round) {
    std::jthread sender{[&] {
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                  std::to_string(body.size()) + "\r\n\r\n" + body + get("/hello"));
    }};
    EXPECT_EQ(client.receive().body, body);
    EXPECT_EQ(client.receive().body, "hello");
  }
}

TEST(Server, AnswersHeadWithoutBody) {
  TestServer server{routes()};
  auto client = server.client();
  client.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n" + get("/hello"));
  const auto response = client.receive(false);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("Content-Length"), "5");
  EXPECT_EQ(client.receive().body, "hello");
}

TEST(Server, AnswersOptions) {
  TestServer server{routes()};
  auto client = server.client();
  const auto response = client.ask("OPTIONS /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(response.header("Content-Length"), "");
  EXPECT_EQ(client.ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").status, 204);
  EXPECT_EQ(client.ask("OPTIONS /nothing HTTP/1.1\r\nHost: x\r\n\r\n").status, 404);
}

TEST(Server, RefusesUnknownPathsAndMethods) {
  TestServer server{routes()};
  auto client = server.client();
  EXPECT_EQ(client.ask(get("/nothing")).status, 404);
  for (const auto* method : {"POST", "BREW", "TRACE"}) {
    const auto response = client.ask(std::string{method} + " /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(response.header("Allow"), "GET, HEAD, OPTIONS");
  }
}

Response as_document(const Request& request, const std::exception_ptr& failure) {
  Response response{.status = 500};
  response.set("Content-Type", "application/problem+json");
  try {
    std::rethrow_exception(failure);
  } catch (const Problem& problem) {
    response.status = problem.status();
    response.body = problem.code() + " at " + std::string{request.path};
  } catch (...) {
  }
  return response;
}

TEST(Server, LetsTheResponderExplainEveryError) {
  TestServer server{routes(), test_settings(), 1, as_document};
  auto client = server.client();
  EXPECT_EQ(client.ask(get("/refused")).body, "taken at /refused");
  EXPECT_EQ(client.ask(get("/broken")).status, 500);
  EXPECT_EQ(client.ask(get("/nothing")).body, "not-found at /nothing");
  const auto wrong_method = client.ask("PUT /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(wrong_method.body, "method-not-allowed at /hello");
  EXPECT_EQ(wrong_method.header("Allow"), "GET, HEAD, OPTIONS");
  const auto broken = client.ask("GET /hello HTTP/1.1\r\n\r\n");
  EXPECT_EQ(broken.body, "malformed-request at /hello");
  EXPECT_EQ(broken.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(broken.header("Connection"), "close");
}

TEST(Server, NeverShowsInternals) {
  TestServer server{routes(), test_settings(), 1, [](const Request&, const auto&) -> Response {
                      throw std::runtime_error{"secret"};
                    }};
  const auto response = server.client().ask(get("/broken"));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
}

TEST(Server, KeepsOrClosesAsAsked) {
  TestServer server{routes()};
  auto closing = server.client();
  EXPECT_EQ(closing.ask(get("/hello", "Connection: close\r\n")).header("Connection"), "close");
  EXPECT_TRUE(closing.closed());
  auto old = server.client();
  EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("Connection"),
            "keep-alive");
  EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\n\r\n").header("Connection"), "close");
  EXPECT_TRUE(old.closed());
}

TEST(Server, AnswersWhoeverStopsSending) {
  TestServer server{routes()};
  auto client = server.client();
  client.send(get("/hello"));
  client.finish_sending();
  EXPECT_EQ(client.receive().body, "hello");
  EXPECT_TRUE(client.closed());
}

TEST(Server, HandlersMayWait) {
  Router router;
  router.add(Method::get, "/slow", [](const Request&, const PathParameters&) -> Task<Response> {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
    timer.expires_after(std::chrono::milliseconds{5});
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return Response{.body = "done"};
  });
  TestServer server{std::move(router)};
  auto client = server.client();
  client.send(get("/slow") + get("/slow"));
  EXPECT_EQ(client.receive().body, "done");
  EXPECT_EQ(client.receive().body, "done");
}

TEST(Server, SendsLargeAndSharedBodies) {
  Router router;
  auto shared = std::make_shared<const std::string>(20 * 1024 * 1024, 's');
  router.add(Method::get, "/shared",
             [shared](const Request&, const PathParameters&) -> Task<Response> {
               co_return Response{.shared_body = shared};
             });
  router.add(Method::get, "/own", [](const Request&, const PathParameters&) -> Task<Response> {
    co_return Response{.body = std::string(100'000, 'o')};
  });
  TestServer server{std::move(router)};
  auto client = server.client();
  client.send(get("/own") + get("/shared") + get("/own"));
  EXPECT_EQ(client.receive().body, std::string(100'000, 'o'));
  EXPECT_EQ(client.receive().body, *shared);
  EXPECT_EQ(client.receive().body, std::string(100'000, 'o'));
}

TEST(Server, RefusesHeadersThatBreakTheMessage) {
  Router router;
  router.add(Method::get, "/", [](const Request&, const PathParameters&) -> Task<Response> {
    Response response;
    response.set("Location", "/a\r\nSet-Cookie: b");
    co_return response;
  });
  TestServer server{std::move(router)};
  const auto response = server.client().ask(get("/"));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.header("Set-Cookie"), "");
}

TEST(Server, SpreadsConnectionsOverItsLoops) {
  auto seen = std::make_shared<std::pair<std::mutex, std::set<std::thread::id>>>();
  Router router;
  router.add(Method::get, "/", [seen](const Request&, const PathParameters&) -> Task<Response> {
    const std::lock_guard lock{seen->first};
    seen->second.insert(std::this_thread::get_id());
    co_return Response{};
  });
  TestServer server{std::move(router), test_settings(), 2};
  for (int at = 0; at < 200 && seen->second.size() < 2; ++at) server.client().ask(get("/"));
  EXPECT_EQ(seen->second.size(), 2U);
}

TEST(Server, SaysWhichAddressIsInUse) {
  for (const std::size_t threads : {1U, 2U}) {
    TestServer server{routes(), test_settings(), threads};
    auto settings = test_settings();
    settings.port = server.port();
    try {
      TestServer second{routes(), settings, threads};
      ADD_FAILURE() << "listened on a port in use";
    } catch (const std::system_error& failure) {
      EXPECT_THAT(failure.what(),
                  StartsWith("127.0.0.1:" + std::to_string(server.port()) + " is in use"));
    }
  }
  auto settings = test_settings();
  settings.address = "nowhere";
  EXPECT_THROW((TestServer{routes(), settings}), std::system_error);
}

TEST(Server, CountsRequests) {
  TestServer server{routes()};
  {
    auto client = server.client();
    client.ask(get("/items/1/2"));
    client.ask(get("/items/3/4"));
    client.ask(get("/nothing"));
    EXPECT_EQ(server.metric("dailygrind_http_connections_open"), 1);
  }
  EXPECT_EQ(server.metric("dailygrind_http_requests_total{method=\"GET\",route=\"/items/{id}/"
                          "{part}\",status=\"200\"}"),
            2);
  EXPECT_EQ(
      server.metric("dailygrind_http_requests_total{method=\"GET\",route=\"\",status=\"404\"}"), 1);
  EXPECT_EQ(server.metric("dailygrind_http_requests_in_flight"), 0);
  EXPECT_GT(server.metric("dailygrind_http_sent_bytes_total"), 300);
  EXPECT_TRUE(wait_until([&] { return server.metric("dailygrind_http_connections_open") == 0; }));
}

}  // namespace
}  // namespace dailygrind::http
