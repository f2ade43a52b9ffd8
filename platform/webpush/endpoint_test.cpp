#include "platform/webpush/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/run.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {
namespace {

using ::testing::Optional;

TEST(Origin, IsSchemeHostAndPort) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"https://fcm.googleapis.com/fcm/send/abc:DEF", "https://fcm.googleapis.com"},
      {"https://Push.Services.Mozilla.com:443/wpush/v2/x?y#z", "https://push.services.mozilla.com"},
      {"HTTPS://web.push.apple.com", "https://web.push.apple.com"},
      {"https://user@push.io:8443/x", "https://push.io:8443"},
      {"http://127.0.0.1:80/x", "http://127.0.0.1"},
      {"http://[::1]:9000/x", "http://[::1]:9000"}};
  for (const auto& [endpoint, origin] : cases) EXPECT_THAT(origin_of(endpoint), Optional(origin));
  for (const auto* bad :
       {"", "push.io/x", "/x", "ftp://push.io/", "https:///x", "https://", "//x",
        "https://push.io:0/", "https://push.io:99999/", "https://pu sh.io/", "https://push.io/a b",
        "https://8.8.8.8.example/x", "javascript:alert(1)"}) {
    EXPECT_EQ(origin_of(bad), std::nullopt) << bad;
  }
}

TEST(Endpoint, IsAPublicHttpsAddress) {
  EXPECT_EQ(check_endpoint("https://fcm.googleapis.com/fcm/send/x", false), "");
  EXPECT_EQ(check_endpoint("https://8.8.8.8/x", false), "");
  for (const auto* bad : {"http://push.io/x", "push.io", "ws://push.io/x"}) {
    EXPECT_EQ(check_endpoint(bad, false), "must be an https address") << bad;
  }
  for (const auto* bad : {"https://127.0.0.1/x", "https://10.0.0.1/x", "https://[::1]/x",
                          "https://[::ffff:10.0.0.1]/x", "https://LOCALHOST/x",
                          "https://a.localhost/x", "https://169.254.169.254/latest/meta-data"}) {
    EXPECT_EQ(check_endpoint(bad, false), "must be a public address") << bad;
    EXPECT_EQ(check_endpoint(bad, true), "") << bad;
  }
  EXPECT_EQ(check_endpoint("http://127.0.0.1:9000/x", true), "");
  EXPECT_NE(check_endpoint("https://user@push.io/x", false), "");
  EXPECT_NE(check_endpoint("https://push.io/x#y", false), "");
  EXPECT_NE(check_endpoint("https://push.io/" + std::string(2048, 'x'), false), "");
}

TEST(Endpoint, IsLookedUp) {
  for (const auto* local : {"https://localhost/x", "https://127.0.0.1/", "https://2130706433/",
                            "https://[::1]/", "https://no-such-host.invalid/", "nothing"}) {
    EXPECT_FALSE(dailygrind::testing::run(resolves_publicly(local))) << local;
  }
  EXPECT_TRUE(dailygrind::testing::run(resolves_publicly("https://8.8.8.8/x")));
}

}  // namespace
}  // namespace dailygrind::webpush
