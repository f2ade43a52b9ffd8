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

TEST(Address, KnowsWhatIsPublic) {
  for (const auto* text :
       {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2606:4700::1111",
        "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
  for (const auto* text :
       {"0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.19.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "255.255.255.255"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
  for (const auto* text : {"::",
                           "::1",
                           "::7f00:1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:0.0.0.0",
                           "64:ff9b::7f00:1",
                           "64:ff9b:1::1",
                           "100::1",
                           "2001::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "2002:c0a8:101::",
                           "3fff::1",
                           "fc00::1",
                           "fd12::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "",
                           "localhost",
                           "8.8.8.8/32"}) {
    EXPECT_FALSE(is_public(text)) << text;
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
