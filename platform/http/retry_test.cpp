#include "platform/http/retry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace dailygrind::http {
namespace {

using std::chrono::seconds;
using ::testing::Optional;

constexpr Instant rfc_date{seconds{784'111'777}};  // RFC 9110 §5.6.7

TEST(HttpDate, HasThreeForms) {
  for (const auto* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994", " Sun, 06 Nov 1994 08:49:37 GMT "}) {
    EXPECT_THAT(parse_http_date(text), Optional(rfc_date)) << text;
  }
  EXPECT_THAT(parse_http_date("Mon Nov 16 00:00:00 2026"),
              Optional(Instant{seconds{1'794'787'200}}));
  EXPECT_THAT(parse_http_date("Monday, 16-Nov-26 00:00:00 GMT"),
              Optional(Instant{seconds{1'794'787'200}}));
}

TEST(HttpDate, IsNothingElse) {
  for (const auto* text :
       {"", "Sun", "Sun,", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT x",
        "sun, 06 nov 1994 08:49:37 gmt", "1994-11-06T08:49:37Z", "Sun Nov 6 08:49:37 1994",
        "Sunday, 06 Nov 1994 08:49:37 GMT", "784111777"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

TEST(RetryAfter, IsSecondsOrADate) {
  const auto date = "Sun, 06 Nov 1994 08:49:37 GMT";
  EXPECT_THAT(parse_retry_after("120", "", rfc_date), Optional(seconds{120}));
  EXPECT_THAT(parse_retry_after(" 7 ", "", rfc_date), Optional(seconds{7}));
  EXPECT_THAT(parse_retry_after(date, "", rfc_date - seconds{90}), Optional(seconds{90}));
  EXPECT_THAT(parse_retry_after(date, "", rfc_date - milliseconds{1500}), Optional(seconds{2}));
  // Their clock against their clock.
  EXPECT_THAT(parse_retry_after(date, "Sun, 06 Nov 1994 08:49:07 GMT", rfc_date + seconds{500}),
              Optional(seconds{30}));
}

TEST(RetryAfter, IsBounded) {
  constexpr seconds day{std::chrono::hours{24}};
  EXPECT_THAT(parse_retry_after("0", "", rfc_date), Optional(seconds{1}));
  EXPECT_THAT(parse_retry_after("999999", "", rfc_date), Optional(day));
  EXPECT_THAT(parse_retry_after("99999999999999999999999", "", rfc_date), Optional(day));
  EXPECT_THAT(parse_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", "", rfc_date), Optional(day));
  EXPECT_THAT(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", "", rfc_date + seconds{9}),
              Optional(seconds{1}));
}

TEST(RetryAfter, IsNothingElse) {
  for (const auto* text : {"", " ", "-1", "+1", "1.5", "1s", "soon", "0x10", "1 2"}) {
    EXPECT_EQ(parse_retry_after(text, "", rfc_date), std::nullopt) << text;
  }
}

TEST(Backoff, DoublesWithJitterUpToABound) {
  SeededRandom random{1};
  for (const auto& [attempt, whole] : std::vector<std::pair<int, int>>{
           {-1, 1000}, {0, 1000}, {1, 1000}, {2, 2000}, {5, 16'000}, {8, 60'000}, {1000, 60'000}}) {
    std::set<milliseconds> seen;
    for (int at = 0; at < 50; ++at) {
      const auto wait = backoff(attempt, milliseconds{1000}, milliseconds{60'000}, random);
      EXPECT_GE(wait, milliseconds{whole / 2});
      EXPECT_LE(wait, milliseconds{whole});
      seen.insert(wait);
    }
    EXPECT_GT(seen.size(), 20U) << attempt;
  }
}

}  // namespace
}  // namespace dailygrind::http
