#include "platform/http/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <filesystem>
#include <optional>

#include "platform/http/testing/imposter.hpp"
#include "platform/http/testing/raw_server.hpp"
#include "platform/http/testing/test_server.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::http {
namespace {

using ::testing::HasSubstr;
using testing::Imposter;
using ::testing::Not;
using testing::SeenRequest;
using Kind = ClientError::Kind;

using Make = std::unique_ptr<Client> (*)(boost::asio::io_context&, ClientSettings);

/// What every adapter of the port promises.
class HttpClient : public ::testing::TestWithParam<Make> {
 protected:
  ClientResponse send(ClientRequest request) {
    return dailygrind::testing::run(loop_, client_->send(std::move(request)));
  }

  std::optional<Kind> failure_of(ClientRequest request) {
    try {
      send(std::move(request));
    } catch (const ClientError& error) {
      text_ = error.what();
      return error.kind();
    }
    return std::nullopt;
  }

  boost::asio::io_context loop_{1};
  std::unique_ptr<Client> client_ = GetParam()(loop_, {});
  std::string text_;
};

INSTANTIATE_TEST_SUITE_P(Adapters, HttpClient,
                         ::testing::Values(Make{make_curl_client}, Make{make_http1_client}),
                         [](const auto& adapter) {
                           return adapter.param == Make{make_curl_client} ? "Curl" : "Http1";
                         });

Response with_body(std::string body) { return Response{.body = std::move(body)}; }

TEST_P(HttpClient, GetsAnswers) {
  Imposter imposter;
  Response response{.status = 203, .body = "keys"};
  response.set("X-Kind", "  jwks ");
  imposter.on("/keys", response);
  const auto answer = send({.url = imposter.url("/keys?a=b"), .headers = {{"X-Empty", ""}}});
  EXPECT_EQ(answer.status, 203);
  EXPECT_EQ(answer.body, "keys");
  EXPECT_EQ(answer.header("x-kind"), "jwks");
  EXPECT_EQ(answer.header("absent"), "");
  ASSERT_EQ(imposter.seen().size(), 1U);
  EXPECT_EQ(imposter.seen()[0].target, "/keys?a=b");
  EXPECT_EQ(imposter.seen()[0].header("User-Agent"), "DailyGrind");
}

TEST_P(HttpClient, SendsEveryMethod) {
  Imposter imposter;
  imposter.on("/", with_body("ok"));
  const std::string body{"a\0b", 3};
  for (const auto method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::delete_}) {
    EXPECT_EQ(send({.method = method, .url = imposter.url("/"), .body = body}).status, 200);
    const auto seen = imposter.seen().back();
    EXPECT_EQ(seen.method, method);
    const bool without = method == Method::get || method == Method::head;
    EXPECT_EQ(seen.body, without ? "" : body);
  }
}

TEST_P(HttpClient, SendsNothingOfAnEarlierRequest) {
  Imposter imposter;
  imposter.on("/", with_body("ok"));
  for (const auto method : {Method::delete_, Method::head, Method::get, Method::patch}) {
    send({.method = Method::put, .url = imposter.url("/"), .headers = {{"X", "1"}}, .body = "big"});
    EXPECT_EQ(send({.method = method, .url = imposter.url("/")}).status, 200);
    const auto seen = imposter.seen().back();
    EXPECT_EQ(seen.method, method);
    EXPECT_EQ(seen.body, "");
    EXPECT_EQ(seen.header("X"), "");
  }
}

TEST_P(HttpClient, ReusesConnections) {
  Imposter imposter;
  imposter.on("/", with_body("ok"));
  for (int at = 0; at < 5; ++at) send({.url = imposter.url("/")});
  EXPECT_EQ(imposter.connections(), 1U);
}

TEST_P(HttpClient, SendsManyAtATime) {
  Imposter imposter;
  imposter.on("/", [](const SeenRequest& request) { return with_body(request.target); });
  std::vector<ClientResponse> answers(50);
  std::size_t done = 0;
  for (std::size_t at = 0; at < answers.size(); ++at) {
    boost::asio::co_spawn(
        loop_,
        [&, at]() -> Task<void> {
          answers[at] = co_await client_->send({.url = imposter.url("/?" + std::to_string(at))});
          ++done;
        },
        boost::asio::detached);
  }
  while (done < answers.size() && loop_.run_one_for(std::chrono::seconds{20}) > 0) {
  }
  for (std::size_t at = 0; at < answers.size(); ++at) {
    EXPECT_EQ(answers[at].body, "/?" + std::to_string(at));
  }
  EXPECT_LE(imposter.connections(), 16U);
}

TEST_P(HttpClient, AnswersOnTheLoopOfTheCaller) {
  Imposter imposter;
  imposter.on("/", with_body("ok"));
  const auto work = boost::asio::make_work_guard(loop_);
  boost::asio::io_context callers{1};  // outlives the thread that resumes it
  std::jthread home{[this] { loop_.run(); }};
  const auto caller = std::this_thread::get_id();
  const auto ask = [&]() -> Task<bool> {
    const auto answer = co_await client_->send({.url = imposter.url("/")});
    co_return answer.body == "ok" && std::this_thread::get_id() == caller;
  };
  EXPECT_TRUE(dailygrind::testing::run(callers, ask()));
  loop_.stop();
}

TEST_P(HttpClient, TimesOut) {
  Imposter imposter;
  imposter.hang("/slow");
  EXPECT_EQ(
      failure_of({.url = imposter.url("/slow?secret"), .timeout = std::chrono::milliseconds{50}}),
      Kind::timed_out);
  EXPECT_THAT(text_, HasSubstr("127.0.0.1"));
  EXPECT_THAT(text_, Not(HasSubstr("secret")));
}

TEST_P(HttpClient, HasNoAnswerWhereItIsCancelled) {
  Imposter imposter;
  imposter.hang("/slow");
  boost::asio::cancellation_signal cancel;
  boost::system::error_code outcome;
  boost::asio::co_spawn(loop_, client_->send({.url = imposter.url("/slow")}),
                        boost::asio::bind_cancellation_slot(
                            cancel.slot(), [&](const std::exception_ptr& error, auto&&) {
                              try {
                                if (error) std::rethrow_exception(error);
                              } catch (const boost::system::system_error& cancelled) {
                                outcome = cancelled.code();
                              }
                            }));
  while (imposter.seen().empty()) loop_.run_one_for(std::chrono::milliseconds{10});
  cancel.emit(boost::asio::cancellation_type::terminal);
  loop_.run();
  EXPECT_EQ(outcome, boost::asio::error::operation_aborted);
}

TEST_P(HttpClient, UsesTheProxyOfTheEnvironment) {
  Imposter proxy;
  proxy.on("/", with_body("by the proxy"));
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  client_ = GetParam()(loop_, {});
  EXPECT_EQ(send({.url = "http://no-such-host.invalid/"}).body, "by the proxy");
  ::unsetenv("http_proxy");
}

TEST_P(HttpClient, ConnectsAnewWhereAKeptConnectionWasClosed) {
  // Its answers say that the connection is kept, and then it closes it.
  testing::RawServer server{
      testing::RawServer::Closing{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"}};
  for (int at = 0; at < 3; ++at) EXPECT_EQ(send({.url = server.url("/")}).body, "ok");
  EXPECT_EQ(server.requests(), 3U);
}

TEST_P(HttpClient, ReadsEveryFormOfAnswer) {
  const auto answer_to = [&](std::string answer) {
    testing::RawServer server{testing::RawServer::Closing{std::move(answer)}};
    return send({.url = server.url("/")});
  };
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  EXPECT_EQ(answer_to(ok + "Connection: close\r\n\r\nto the end").body, "to the end");
  EXPECT_EQ(
      answer_to(ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nto\r\n4\r\n end\r\n0\r\n\r\n").body,
      "to end");
  EXPECT_EQ(answer_to("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok +
                      "Content-Length: 2\r\n\r\nok")
                .body,
            "ok");
  EXPECT_EQ(answer_to("HTTP/1.1 204 No Content\r\n\r\n").status, 204);
  const auto large = answer_to(ok + "Content-Length: 300000\r\n\r\n" + std::string(300'000, 'x'));
  EXPECT_EQ(large.body, std::string(300'000, 'x'));
}

TEST_P(HttpClient, KnowsAnswersThatAreCutOff) {
  for (const auto* answer : {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", "HTTP/1.1 200",
                             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"}) {
    testing::RawServer server{answer};
    EXPECT_EQ(failure_of({.url = server.url("/")}), Kind::broken) << answer;
  }
}

TEST_P(HttpClient, SendsLargeBodies) {
  Imposter imposter;
  imposter.on("/", [](const SeenRequest& request) {
    return with_body(std::to_string(request.body.size()));
  });
  const std::string body(900'000, 'x');
  EXPECT_EQ(send({.method = Method::put, .url = imposter.url("/"), .body = body}).body, "900000");
}

TEST_P(HttpClient, LimitsTheAnswer) {
  Imposter imposter;
  imposter.on("/", with_body(std::string(100'000, 'x')));
  EXPECT_EQ(failure_of({.url = imposter.url("/"), .response_limit = 99'999}), Kind::too_large);
  EXPECT_EQ(send({.url = imposter.url("/"), .response_limit = 100'000}).body.size(), 100'000U);
}

TEST_P(HttpClient, DoesNotFollowRedirects) {
  Imposter imposter;
  Response response{.status = 302};
  response.set("Location", imposter.url("/elsewhere"));
  imposter.on("/", response);
  EXPECT_EQ(send({.url = imposter.url("/")}).status, 302);
  EXPECT_EQ(imposter.seen().size(), 1U);
}

TEST_P(HttpClient, SaysWhyThereIsNoAnswer) {
  std::string gone;
  {
    const Imposter imposter;
    gone = imposter.url("/");
  }
  EXPECT_EQ(failure_of({.url = gone}), Kind::unreachable);
  EXPECT_EQ(failure_of({.url = "http://no-such-host.invalid/"}), Kind::unreachable);
  EXPECT_EQ(failure_of({.url = "file:///etc/passwd"}), Kind::bad_request);
  EXPECT_TRUE(failure_of({.url = "nothing"}));
  EXPECT_EQ(failure_of({.url = gone, .headers = {{"X", "a\r\nY: b"}}}), Kind::bad_request);
}

TEST_P(HttpClient, ConnectsToPublicAddressesOnlyWhereToldSo) {
  Imposter imposter;
  imposter.on("/", with_body("ok"));
  client_ = GetParam()(loop_, {.reach = Reach::public_only});
  const auto port = imposter.url("").substr(std::string_view{"http://127.0.0.1"}.size());
  for (const auto* host : {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::1]",
                           "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]"}) {
    EXPECT_EQ(failure_of({.url = "http://" + (host + port) + "/"}), Kind::forbidden) << host;
  }
  EXPECT_EQ(imposter.connections(), 0U);
  client_ = GetParam()(loop_, {});
  EXPECT_EQ(send({.url = imposter.url("/")}).body, "ok");
}

TEST_P(HttpClient, GivesRestrictedRequestsToNoProxy) {
  Imposter proxy;
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  client_ = GetParam()(loop_, {.reach = Reach::public_only});
  EXPECT_EQ(failure_of({.url = "http://127.0.0.1:1/"}), Kind::forbidden);
  ::unsetenv("http_proxy");
  EXPECT_EQ(proxy.connections(), 0U);
}

TEST_P(HttpClient, SaysWhenAnAnswerIsCutOffOrNone) {
  testing::RawServer garbage{"\x16\x03\x01 this is no HTTP\r\n\r\n"};
  EXPECT_EQ(failure_of({.url = garbage.url("/")}), Kind::broken);
  testing::RawServer reset{testing::RawServer::Reset{}};
  EXPECT_EQ(failure_of({.url = reset.url("/")}), Kind::broken);
  EXPECT_EQ(reset.requests(), 1U);
}

TEST_P(HttpClient, VerifiesCertificates) {
  const auto folder = std::filesystem::path{::testing::TempDir()} /
                      ("dailygrind-client-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto certificate = (folder / "certificate.pem").string();
  const auto key = (folder / "key.pem").string();
  testing::write_certificate(certificate, key);
  Imposter imposter{certificate, key};
  imposter.on("/", with_body("ok"));
  EXPECT_EQ(failure_of({.url = imposter.url("/")}), Kind::insecure);
  client_ = GetParam()(loop_, {.ca_file = certificate + ".missing"});
  EXPECT_EQ(failure_of({.url = imposter.url("/")}), Kind::insecure);
  client_ = GetParam()(loop_, {.ca_file = certificate});
  EXPECT_EQ(send({.url = imposter.url("/")}).body, "ok");
  const std::string_view by_address{"127.0.0.1"};
  auto otherwise = imposter.url("/");
  otherwise.replace(otherwise.find(by_address), by_address.size(), "[::ffff:127.0.0.1]");
  EXPECT_EQ(failure_of({.url = otherwise}), Kind::insecure) << "not a name in the certificate";
  otherwise.replace(0, otherwise.rfind(':'), "https://localhost");
  EXPECT_EQ(send({.url = otherwise}).body, "ok");
  std::filesystem::remove_all(folder);
}

TEST_P(HttpClient, LoopsMayEndWithRequestsUnderWay) {
  Imposter imposter;
  imposter.hang("/");
  {
    boost::asio::io_context loop{1};
    const auto client = GetParam()(loop, {});
    boost::asio::co_spawn(loop, client->send({.url = imposter.url("/")}), boost::asio::detached);
    while (imposter.seen().empty()) loop.run_one_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(imposter.seen().size(), 1U);
}

}  // namespace
}  // namespace dailygrind::http
