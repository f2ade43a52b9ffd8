// The small parts of the server by themselves.
#include <gtest/gtest.h>

#include "platform/http/conditions.hpp"
#include "platform/http/cors.hpp"
#include "platform/http/encoding_choice.hpp"
#include "platform/http/proxies.hpp"
#include "platform/http/trace_ids.hpp"

namespace dailygrind::http {
namespace {

TEST(AcceptEncoding, FollowsWeights) {
  for (const auto* value : {"gzip", "GZIP", "x-gzip", "br, gzip", "gzip;q=0.001", "*", "*;q=0.5",
                            "gzip; q=1.000", "identity;q=0.5, gzip;q=0.8", "gzip;q=0.5;x=y"}) {
    EXPECT_TRUE(accepts_gzip(value)) << value;
  }
  for (const auto* value :
       {"", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "identity, gzip;q=0.5",
        "gzip;q=x", "gzip;q=2", "gzip;q=-1", "gzipped", "identity"}) {
    EXPECT_FALSE(accepts_gzip(value)) << value;
  }
}

TEST(Compressible, KnowsTextFromPictures) {
  for (const auto* type : {"text/html", "application/json; charset=utf-8", "image/svg+xml",
                           "application/problem+json", "application/manifest+json", "Text/CSS"}) {
    EXPECT_TRUE(is_compressible(type)) << type;
  }
  for (const auto* type : {"", "image/png", "video/mp4", "application/octet-stream", "text"}) {
    EXPECT_FALSE(is_compressible(type)) << type;
  }
}

TEST(Gzip, GivesUpOnWhatDoesNotShrink) {
  Gzip gzip;
  EXPECT_FALSE(gzip.compress("ab"));
  const auto first = gzip.compress(std::string(10'000, 'a'));
  ASSERT_TRUE(first);
  EXPECT_EQ(gzip.compress(std::string(10'000, 'a')), first) << "the stream is reusable";
  EXPECT_EQ(gunzip(*first), std::string(10'000, 'a'));
  EXPECT_THROW(std::ignore = gunzip(first->substr(0, first->size() - 4)), std::runtime_error)
      << "cut off";
  EXPECT_THROW(std::ignore = gunzip("nonsense"), std::runtime_error);
}

TEST(ETagMark, IsTakenOffListsOfTags) {
  std::string strong = "\"a\"";
  mark_etag(strong);
  EXPECT_EQ(strong, "\"a-gzip\"");
  std::string weak = "W/\"a\"";
  mark_etag(weak);
  EXPECT_EQ(weak, "W/\"a\"");
  EXPECT_EQ(unmark_etags("\"a-gzip\", \"b\", \"c-gzip\""), "\"a\", \"b\", \"c\"");
  EXPECT_FALSE(unmark_etags("\"a\", *"));
}

TEST(NoneMatch, ComparesTags) {
  EXPECT_TRUE(none_match("", "\"a\""));
  EXPECT_TRUE(none_match("\"b\", \"c\"", "\"a\""));
  EXPECT_FALSE(none_match("*", "\"a\""));
  EXPECT_FALSE(none_match("\"b\", W/\"a\"", "\"a\""));
}

TEST(ByteRanges, AreCutAtTheEnd) {
  EXPECT_EQ(parse_byte_range("bytes=0-3", 10), (ByteRange{0, 4}));
  EXPECT_EQ(parse_byte_range("Bytes=8-", 10), (ByteRange{8, 2}));
  EXPECT_EQ(parse_byte_range("bytes=8-99", 10), (ByteRange{8, 2}));
  EXPECT_EQ(parse_byte_range("bytes=-3", 10), (ByteRange{7, 3}));
  EXPECT_EQ(parse_byte_range("bytes=-99", 10), (ByteRange{0, 10}));
}

TEST(ByteRanges, AreEmptyBehindTheEnd) {
  for (const auto* header : {"bytes=10-", "bytes=10-12", "bytes=-0"}) {
    const auto range = parse_byte_range(header, 10);
    ASSERT_TRUE(range) << header;
    EXPECT_EQ(range->size, 0) << header;
  }
  EXPECT_EQ(parse_byte_range("bytes=0-", 0)->size, 0);
}

TEST(ByteRanges, AreIgnoredWhereTheyAreNone) {
  for (const auto* header :
       {"", "bytes", "bytes=", "bytes=-", "bytes=3-2", "bytes=0-1,3-4", "pages=0-1", "bytes=a-b",
        "bytes=+1-2", "bytes=0x1-2", "bytes=1 -2", "bytes=99999999999999999999-"}) {
    EXPECT_FALSE(parse_byte_range(header, 10)) << header;
  }
}

TEST(TraceIds, NeverRepeatAndFollowTheirSeed) {
  TraceIds ids{7};
  TraceIds same{7};
  std::string a;
  std::string b;
  ids.request_id(a);
  same.request_id(b);
  EXPECT_EQ(a, b);
  ids.request_id(b);
  EXPECT_NE(a, b);
  ids.traceparent(a);
  EXPECT_TRUE(is_traceparent(a));
}

TEST(Traceparent, IsChecked) {
  const std::string good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  EXPECT_TRUE(is_traceparent(good));
  EXPECT_TRUE(is_traceparent("01" + good.substr(2) + "-more"));
  EXPECT_FALSE(is_traceparent(good + "-more"));
  EXPECT_FALSE(is_traceparent("ff" + good.substr(2)));
  EXPECT_FALSE(is_traceparent("00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
  EXPECT_FALSE(is_traceparent("00-00000000000000000000000000000000-b7ad6b7169203331-01"));
  EXPECT_FALSE(is_traceparent("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"));
  EXPECT_FALSE(is_traceparent(good.substr(1)));
}

std::string origin(const std::vector<std::string>& trusted,
                   const std::vector<HeaderView>& headers) {
  Request request;
  request.headers = headers;
  const auto from = TrustedProxies{trusted}.origin_of(request, {"10.0.0.1", false});
  return from.address + (from.secure ? " secure" : "");
}

TEST(TrustedProxies, MatchBlocks) {
  const TrustedProxies proxies{{"10.0.0.0/8", "192.168.1.1", "2001:db8::/33", "::1"}};
  for (const auto* address :
       {"10.255.0.1", "192.168.1.1", "2001:db8:7fff::1", "::1", "::ffff:10.1.1.1"}) {
    EXPECT_TRUE(proxies.trusts(address)) << address;
  }
  for (const auto* address : {"11.0.0.1", "192.168.1.2", "2001:db8:8000::1", "::2", "x", ""}) {
    EXPECT_FALSE(proxies.trusts(address)) << address;
  }
  EXPECT_TRUE(TrustedProxies{{"0.0.0.0/0"}}.trusts("8.8.8.8"));
  EXPECT_FALSE(TrustedProxies{{"0.0.0.0/0"}}.trusts("2001:db8::1"));
  for (const auto* block : {"", "x", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/8/8", "/8"}) {
    EXPECT_THROW(TrustedProxies{{block}}, std::invalid_argument) << block;
  }
}

TEST(TrustedProxies, StopAtTheFirstUntrustedHop) {
  const std::vector<std::string> trusted{"10.0.0.0/8"};
  EXPECT_EQ(origin(trusted, {}), "10.0.0.1");
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-For", "203.0.113.9"}}), "203.0.113.9");
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.2.2.2"}}), "203.0.113.9")
      << "what the client itself wrote is not believed";
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "2.2.2.2"}}),
            "2.2.2.2");
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-For", "203.0.113.9, unknown"}}), "10.0.0.1");
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-For", "203.0.113.9:4711"}}), "203.0.113.9");
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-For", "[2001:db8::1]:80"}}), "2001:db8::1");
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-For", "[2001:db8::1"}}), "10.0.0.1");
}

TEST(TrustedProxies, ReadForwarded) {
  const std::vector<std::string> trusted{"10.0.0.0/8"};
  EXPECT_EQ(origin(trusted, {{"Forwarded", "for=1.1.1.1, for=203.0.113.9;proto=https;by=x"}}),
            "203.0.113.9 secure");
  EXPECT_EQ(origin(trusted, {{"Forwarded", "For=\"[2001:db8::1]:80\";Proto=http"}}), "2001:db8::1");
  EXPECT_EQ(origin(trusted, {{"Forwarded", "for=_hidden"}}), "10.0.0.1");
  EXPECT_EQ(origin(trusted, {{"Forwarded", "for=1.1.1.1"}, {"X-Forwarded-For", "2.2.2.2"}}),
            "2.2.2.2");
  EXPECT_EQ(origin(trusted, {{"X-Forwarded-Proto", "https"}}), "10.0.0.1 secure");
}

}  // namespace
}  // namespace dailygrind::http
