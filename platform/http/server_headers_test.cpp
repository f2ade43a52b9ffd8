// What the server adds to answers and reads from headers: CORS, gzip, proxies, ids, TLS.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "platform/http/encoding_choice.hpp"
#include "platform/http/server.hpp"
#include "platform/http/testing/test_server.hpp"

namespace dailygrind::http {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

std::string ask_for(const std::string& target, const std::string& headers = "",
                    const std::string& method = "GET") {
  return method + " " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

std::string inflate(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string plain(1'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return plain;
}

/// A resource with an ETag, as handlers make them.
Handler resource(std::string type, std::string body) {
  return [type, body](const Request& request, const PathParameters&) -> Task<Response> {
    Response response;
    response.set("ETag", "\"v1\"");
    if (request.header("If-None-Match") == "\"v1\"") {
      response.status = 304;
      co_return response;
    }
    response.set("Content-Type", type);
    response.set("X-If-Match", std::string{request.header("If-Match")});
    response.body = body;
    co_return response;
  };
}

const std::string long_text(5000, 'a');

Router routes() {
  Router router;
  router.add(Method::get, "/long", resource("application/json", long_text));
  router.add(Method::get, "/short", resource("application/json", "short"));
  router.add(Method::get, "/picture", resource("image/png", long_text));
  router.add(Method::get, "/stored", [](const Request&, const PathParameters&) -> Task<Response> {
    Response response;
    response.set("Content-Type", "text/css");
    response.set("Cache-Control", "public, max-age=60");
    response.shared_body = std::make_shared<const std::string>("plain");
    response.gzip_body = std::make_shared<const std::string>("compressed");
    co_return response;
  });
  router.add(Method::get, "/packed", [](const Request&, const PathParameters&) -> Task<Response> {
    Response response;
    response.set("Content-Type", "text/css");
    response.gzip_body = std::make_shared<const std::string>(Gzip{}.compress(long_text).value());
    co_return response;
  });
  router.add(Method::get, "/who",
             [](const Request& request, const PathParameters&) -> Task<Response> {
               Response response;
               response.body = request.remote_address + (request.secure ? " secure" : "") +
                               (request.from_loopback_directly ? " direct" : "");
               response.set("X-Trace", request.traceparent);
               response.set("X-Id", request.request_id);
               co_return response;
             });
  return router;
}

TEST(ServerGzip, CompressesWhereItPays) {
  TestServer server{routes()};
  auto client = server.client();
  const auto compressed = client.ask(ask_for("/long", "Accept-Encoding: br, gzip\r\n"));
  EXPECT_EQ(compressed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(compressed.header("Vary"), "Accept-Encoding");
  EXPECT_LT(compressed.body.size(), 500U);
  EXPECT_EQ(inflate(compressed.body), long_text);
  const auto plain = client.ask(ask_for("/long", "Accept-Encoding: gzip;q=0\r\n"));
  EXPECT_EQ(plain.body, long_text);
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(client.ask(ask_for("/short", "Accept-Encoding: gzip\r\n")).body, "short");
  EXPECT_EQ(client.ask(ask_for("/picture", "Accept-Encoding: gzip\r\n")).body, long_text);
}

TEST(ServerGzip, SendsWhatIsCompressedAlready) {
  TestServer server{routes()};
  auto client = server.client();
  EXPECT_EQ(client.ask(ask_for("/stored", "Accept-Encoding: gzip\r\n")).body, "compressed");
  const auto plain = client.ask(ask_for("/stored"));
  EXPECT_EQ(plain.body, "plain");
  EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(plain.header("Cache-Control"), "public, max-age=60");
}

TEST(ServerGzip, UnpacksForClientsThatTakeNone) {
  TestServer server{routes()};
  auto client = server.client();
  EXPECT_EQ(inflate(client.ask(ask_for("/packed", "Accept-Encoding: gzip\r\n")).body), long_text);
  const auto plain = client.ask(ask_for("/packed"));
  EXPECT_EQ(plain.body, long_text);
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
}

TEST(ServerGzip, HeadTellsTheSameLength) {
  TestServer server{routes()};
  auto client = server.client();
  const auto get = client.ask(ask_for("/long", "Accept-Encoding: gzip\r\n"));
  client.send(ask_for("/long", "Accept-Encoding: gzip\r\n", "HEAD"));
  const auto head = client.receive(false);
  EXPECT_EQ(head.header("Content-Length"), get.header("Content-Length"));
  EXPECT_EQ(head.header("ETag"), get.header("ETag"));
}

TEST(ServerGzip, TagsOfCompressedBodiesComeBackPlain) {
  TestServer server{routes()};
  auto client = server.client();
  const std::string gzip = "Accept-Encoding: gzip\r\n";
  const auto tag = client.ask(ask_for("/long", gzip)).header("ETag");
  EXPECT_EQ(tag, "\"v1-gzip\"");
  EXPECT_EQ(client.ask(ask_for("/long")).header("Cache-Control"), "private, no-cache");
  const auto again = client.ask(ask_for("/long", gzip + "If-None-Match: " + tag + "\r\n"));
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.header("ETag"), tag);
  EXPECT_EQ(client.ask(ask_for("/long")).header("ETag"), "\"v1\"");
  EXPECT_EQ(client.ask(ask_for("/short", "If-Match: " + tag + "\r\n")).header("X-If-Match"),
            "\"v1\"");
  const auto plain = client.ask(ask_for("/long", "If-None-Match: \"v1\"\r\n"));
  EXPECT_EQ(plain.status, 304);
  EXPECT_EQ(plain.header("ETag"), "\"v1\"");
}

TEST(ServerCors, AnswersPreflights) {
  auto settings = test_settings();
  settings.cors_origins = {"https://app.example.org"};
  TestServer server{routes(), settings};
  auto client = server.client();
  const std::string asked = "Access-Control-Request-Method: GET\r\n";
  const auto response =
      client.ask(ask_for("/who", "Origin: https://app.example.org\r\n" + asked, "OPTIONS"));
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.header("Access-Control-Allow-Origin"), "https://app.example.org");
  EXPECT_EQ(response.header("Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
  EXPECT_THAT(response.header("Access-Control-Allow-Headers"), HasSubstr("authorization"));
  EXPECT_EQ(response.header("Vary"), "Origin");
  const auto other =
      client.ask(ask_for("/who", "Origin: https://evil.example\r\n" + asked, "OPTIONS"));
  EXPECT_EQ(other.header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(other.header("Access-Control-Allow-Methods"), "");
  EXPECT_EQ(other.header("Vary"), "Origin");
}

TEST(ServerCors, LetsScriptsReadAnswersAndErrors) {
  auto settings = test_settings();
  settings.cors_origins = {"https://app.example.org"};
  TestServer server{routes(), settings};
  auto client = server.client();
  for (const auto* path : {"/who", "/nothing"}) {
    const auto response = client.ask(ask_for(path, "Origin: https://app.example.org\r\n"));
    EXPECT_EQ(response.header("Access-Control-Allow-Origin"), "https://app.example.org") << path;
    EXPECT_THAT(response.header("Access-Control-Expose-Headers"), HasSubstr("X-Request-Id"));
    EXPECT_THAT(response.header("Access-Control-Expose-Headers"), HasSubstr("X-Unread-Count"));
  }
  EXPECT_EQ(client.ask(ask_for("/who")).header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(client.ask(ask_for("/who")).header("Vary"), "Origin");
}

TEST(ServerCors, StarAllowsAllAndNothingIsTheDefault) {
  auto settings = test_settings();
  settings.cors_origins = {"*"};
  TestServer open{routes(), settings};
  const auto response = open.client().ask(ask_for("/who", "Origin: https://a.example\r\n"));
  EXPECT_EQ(response.header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(response.header("Vary"), "");
  TestServer closed{routes()};
  const auto none = closed.client().ask(ask_for("/who", "Origin: https://a.example\r\n"));
  EXPECT_EQ(none.header("Access-Control-Allow-Origin"), "");
}

TEST(ServerProxies, BelieveOnlyTrustedPeers) {
  TestServer untrusting{routes()};
  auto client = untrusting.client();
  EXPECT_EQ(client.ask(ask_for("/who")).body, "127.0.0.1 direct");
  const std::string forwarded = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
  EXPECT_EQ(client.ask(ask_for("/who", forwarded)).body, "127.0.0.1");
  auto settings = test_settings();
  settings.trusted_proxies = {"127.0.0.0/8"};
  TestServer trusting{routes(), settings};
  auto proxy = trusting.client();
  const auto response = proxy.ask(ask_for("/who", forwarded));
  EXPECT_EQ(response.body, "203.0.113.9 secure");
  EXPECT_THAT(response.header("Strict-Transport-Security"), HasSubstr("max-age"));
  EXPECT_EQ(proxy.ask(ask_for("/who")).body, "127.0.0.1 direct");
  EXPECT_EQ(proxy.ask(ask_for("/who", "Forwarded: for=\"[2001:db8::7]:1\";proto=https\r\n")).body,
            "2001:db8::7 secure");
  settings.trusted_proxies = {"127.0.0.1/33"};
  EXPECT_THROW((TestServer{routes(), settings}), std::invalid_argument);
}

TEST(ServerIds, GivesEachRequestAnId) {
  TestServer server{routes()};
  auto client = server.client();
  std::set<std::string> ids;
  for (int at = 0; at < 100; ++at) {
    const auto response = client.ask(ask_for("/who", "X-Request-Id: chosen-by-client\r\n"));
    EXPECT_EQ(response.header("X-Id"), response.header("X-Request-Id"));
    EXPECT_THAT(response.header("X-Id"), MatchesRegex("[0-9a-f]{16}"));
    ids.insert(response.header("X-Id"));
  }
  EXPECT_EQ(ids.size(), 100U);
  auto settings = test_settings();
  settings.trusted_proxies = {"127.0.0.1"};
  TestServer behind{routes(), settings};
  auto proxy = behind.client();
  EXPECT_EQ(proxy.ask(ask_for("/who", "X-Request-Id: proxy-id-1\r\n")).header("X-Request-Id"),
            "proxy-id-1");
  EXPECT_NE(proxy.ask(ask_for("/who", "X-Request-Id: a b\"c,de\r\n")).header("X-Request-Id"),
            "a b\"c,de");
}

TEST(ServerIds, TakesOrMakesATraceContext) {
  TestServer server{routes()};
  auto client = server.client();
  const std::string sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  EXPECT_EQ(client.ask(ask_for("/who", "traceparent: " + sent + "\r\n")).header("X-Trace"), sent);
  const auto fresh = client.ask(ask_for("/who", "traceparent: 00-xyz\r\n")).header("X-Trace");
  EXPECT_THAT(fresh, MatchesRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
  EXPECT_NE(fresh, client.ask(ask_for("/who")).header("X-Trace"));
}

class ServerTls : public ::testing::Test {
 protected:
  ServerTls() {
    folder_ = std::filesystem::path{::testing::TempDir()} /
              ("dailygrind-tls-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    settings_ = test_settings();
    settings_.tls_certificate = (folder_ / "certificate.pem").string();
    settings_.tls_key = (folder_ / "key.pem").string();
    write_certificate(settings_.tls_certificate, settings_.tls_key);
  }
  ~ServerTls() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  ServerSettings settings_;
};

TEST_F(ServerTls, Answers) {
  TestServer server{routes(), settings_};
  RawClient client{server.port(), settings_.tls_certificate};
  client.send(ask_for("/who") + ask_for("/long"));
  const auto response = client.receive();
  EXPECT_EQ(response.body, "127.0.0.1 secure direct");
  EXPECT_THAT(response.header("Strict-Transport-Security"), HasSubstr("max-age"));
  EXPECT_EQ(client.receive().body, long_text);
  EXPECT_EQ(client.ask(ask_for("/who", "Connection: close\r\n")).status, 200);
  EXPECT_TRUE(client.closed());
}

TEST_F(ServerTls, ClosesPlainAndSilentClients) {
  settings_.header_timeout = std::chrono::milliseconds{50};
  TestServer server{routes(), settings_};
  auto plain = server.client();
  plain.send(ask_for("/who"));
  EXPECT_THAT(plain.receive_all(), Not(HasSubstr("HTTP/1.1 200")));
  EXPECT_TRUE(server.client().closed());
}

TEST_F(ServerTls, ReloadsForNewConnections) {
  TestServer server{routes(), settings_};
  RawClient old{server.port(), settings_.tls_certificate};
  const auto first = old.peer_certificate();
  write_certificate(settings_.tls_certificate, settings_.tls_key);
  server.server().reload_certificates();
  RawClient fresh{server.port(), settings_.tls_certificate};
  EXPECT_NE(fresh.peer_certificate(), first);
  EXPECT_EQ(old.ask(ask_for("/who")).status, 200);
  const auto good = settings_.tls_certificate + ".good";
  std::filesystem::copy_file(settings_.tls_certificate, good);
  std::ofstream{settings_.tls_certificate} << "broken";
  server.server().reload_certificates();
  EXPECT_EQ((RawClient{server.port(), good}.ask(ask_for("/who")).status), 200);
}

TEST_F(ServerTls, SaysWhichFileIsBroken) {
  std::ofstream{settings_.tls_key} << "broken";
  try {
    TestServer server{routes(), settings_};
    ADD_FAILURE() << "took a broken key";
  } catch (const std::runtime_error& failure) {
    EXPECT_THAT(failure.what(), HasSubstr(settings_.tls_key));
  }
  settings_.tls_key.clear();
  EXPECT_THROW((TestServer{routes(), settings_}), std::runtime_error);
}

}  // namespace
}  // namespace dailygrind::http
