#include "platform/core/address.hpp"

#include <gtest/gtest.h>

namespace dailygrind {
namespace {

TEST(Address, ReadsEndpoints) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:9000"), (Endpoint{"127.0.0.1", 9000}));
  EXPECT_EQ(parse_endpoint("[::1]:0"), (Endpoint{"::1", 0}));
  EXPECT_EQ(parse_endpoint("localhost:65535"), (Endpoint{"127.0.0.1", 65535}));
  EXPECT_EQ(parse_endpoint("0.0.0.0:80"), (Endpoint{"0.0.0.0", 80}));
}

TEST(Address, RefusesWhatIsNoEndpoint) {
  for (const auto* text :
       {"", "9000", ":9000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:80 ", "127.0.0.1:0x50", "::1:9000", "[127.0.0.1]:9000", "[]:9000", "[::1:9000",
        "example.org:80", "127.0.0.256:80", "127.1:80"}) {
    EXPECT_FALSE(parse_endpoint(text)) << text;
  }
}

TEST(Address, KnowsLoopback) {
  for (const auto* text : {"127.0.0.1", "127.200.0.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(is_loopback(text)) << text;
  }
  for (const auto* text :
       {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "::ffff:10.0.0.1", "localhost", ""}) {
    EXPECT_FALSE(is_loopback(text)) << text;
  }
}

TEST(Address, KnowsNetworks) {
  for (const auto* text : {"10.0.0.0/8", "192.168.1.7", "192.168.1.7/32", "0.0.0.0/0", "::1",
                           "fd00::/8", "2001:db8::/32", "::/0"}) {
    EXPECT_TRUE(is_network(text)) << text;
  }
  for (const auto* text : {"", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1", "10/8",
                           "fd00::1/8", "fd00::/129", "example.org", "10.0.0.0/8/8"}) {
    EXPECT_FALSE(is_network(text)) << text;
  }
}

}  // namespace
}  // namespace dailygrind
