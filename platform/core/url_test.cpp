#include "platform/core/url.hpp"

#include <gtest/gtest.h>

namespace dailygrind {
namespace {

TEST(Url, HasASchemeAndPerhapsAHost) {
  const auto url = parse_url("https://user@Push.example:8443/a/b?c#d");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host(), "Push.example");
  EXPECT_EQ(url->encoded_path(), "/a/b");
  EXPECT_TRUE(parse_url("https://1.2.3.4"));
  EXPECT_TRUE(parse_url("https://1.2.3.4:80/x"));
  EXPECT_TRUE(parse_url("https://[::1]/x"));
  EXPECT_TRUE(parse_url("mailto:ops@example.org"));
  for (const auto* none : {"", "a", "/a", "//a", "https://a b/", "1:x"}) {
    EXPECT_FALSE(parse_url(none)) << none;
  }
}

TEST(Url, HasOneHostForAllReaders) {
  for (const auto* ambiguous :
       {"https://1.2.3.4.example/", "https://127.0.0.1a/", "http://1.2.3.4x"}) {
    EXPECT_FALSE(parse_url(ambiguous)) << ambiguous;
  }
}

}  // namespace
}  // namespace dailygrind
