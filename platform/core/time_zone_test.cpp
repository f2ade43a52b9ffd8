#include "platform/core/time_zone.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace dailygrind {
namespace {

using namespace std::chrono_literals;

Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

TEST(TimeZone, KnowsTheDatabase) {
  EXPECT_TRUE(is_time_zone("UTC"));
  EXPECT_TRUE(is_time_zone("Europe/Berlin"));
  EXPECT_TRUE(is_time_zone("America/Argentina/Buenos_Aires"));
  EXPECT_FALSE(is_time_zone(""));
  EXPECT_FALSE(is_time_zone("Europe/Nowhere"));
  EXPECT_FALSE(is_time_zone("europe/berlin"));
  EXPECT_FALSE(is_time_zone("../../etc/passwd"));
  EXPECT_FALSE(is_time_zone("/etc/localtime"));
  EXPECT_FALSE(is_time_zone(std::string(5000, 'a')));
}

TEST(TimeZone, OneMomentHasDifferentDays) {
  const auto moment = at("2026-11-23T12:00:00Z");
  EXPECT_EQ(local_day(moment, "UTC"), "2026-11-23");
  EXPECT_EQ(local_day(moment, "Pacific/Kiritimati"), "2026-11-24");  // +14
  EXPECT_EQ(local_day(moment, "Pacific/Auckland"), "2026-11-24");    // +13 in summer
  EXPECT_EQ(local_day(moment - 1h, "Pacific/Pago_Pago"), "2026-11-23");
  EXPECT_EQ(local_day(moment - 2h, "Pacific/Pago_Pago"), "2026-11-22");  // -11
}

TEST(TimeZone, AnUnknownZoneIsUtc) {
  EXPECT_EQ(local_day(at("2026-11-23T23:59:59.999Z"), "Mars/Olympus"), "2026-11-23");
  EXPECT_EQ(local_day(at("2026-11-24T00:00:00Z"), ""), "2026-11-24");
}

TEST(TimeZone, TheDayTurnsAtLocalMidnight) {
  // Kathmandu is 5:45 ahead of UTC.
  const auto midnight = at("2026-11-22T18:15:00Z");
  EXPECT_EQ(local_day(midnight - 1ms, "Asia/Kathmandu"), "2026-11-22");
  EXPECT_EQ(local_day(midnight, "Asia/Kathmandu"), "2026-11-23");
  EXPECT_EQ(local_day(midnight + 24h - 1ms, "Asia/Kathmandu"), "2026-11-23");
  EXPECT_EQ(local_day(midnight + 24h, "Asia/Kathmandu"), "2026-11-24");
}

TEST(TimeZone, ARememberedDayDoesNotOutliveAClockThatGoesBack) {
  const auto moment = at("2026-11-23T12:00:00Z");
  EXPECT_EQ(local_day(moment, "Europe/Berlin"), "2026-11-23");
  EXPECT_EQ(local_day(moment - 48h, "Europe/Berlin"), "2026-11-21");
  EXPECT_EQ(local_day(moment, "Europe/Berlin"), "2026-11-23");
}

TEST(TimeZone, FollowsDaylightSavingWithinADay) {
  // Berlin leaves summer time on 2026-10-25 at 01:00 UTC: that day has 25 hours.
  const auto start = at("2026-10-24T22:00:00Z");
  EXPECT_EQ(local_day(start - 1ms, "Europe/Berlin"), "2026-10-24");
  EXPECT_EQ(local_day(start, "Europe/Berlin"), "2026-10-25");
  EXPECT_EQ(local_day(start + 25h - 1ms, "Europe/Berlin"), "2026-10-25");
  EXPECT_EQ(local_day(start + 25h, "Europe/Berlin"), "2026-10-26");
  // It enters summer time on 2026-03-29: 23 hours.
  const auto spring = at("2026-03-28T23:00:00Z");
  EXPECT_EQ(local_day(spring, "Europe/Berlin"), "2026-03-29");
  EXPECT_EQ(local_day(spring + 23h - 1ms, "Europe/Berlin"), "2026-03-29");
  EXPECT_EQ(local_day(spring + 23h, "Europe/Berlin"), "2026-03-30");
}

TEST(TimeZone, KnowsDaysThatBeginAtOneOClock) {
  // Beirut springs forward at midnight: 2026-03-29 begins at 01:00 local time.
  const auto start = at("2026-03-28T22:00:00Z");
  EXPECT_EQ(local_day(start - 1ms, "Asia/Beirut"), "2026-03-28");
  EXPECT_EQ(local_day(start, "Asia/Beirut"), "2026-03-29");
}

TEST(TimeZone, KnowsADayThatNeverWas) {
  // Samoa crossed the date line and left out 2011-12-30.
  const auto turn = at("2011-12-30T10:00:00Z");
  EXPECT_EQ(local_day(turn - 1ms, "Pacific/Apia"), "2011-12-29");
  EXPECT_EQ(local_day(turn, "Pacific/Apia"), "2011-12-31");
}

TEST(TimeZone, EveryHourOfAYearAgreesWithAFreshThread) {
  for (const auto* zone : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"}) {
    std::string remembered;
    std::string fresh;
    for (auto moment = at("2026-01-01T00:30:00Z"); moment < at("2027-01-01T00:00:00Z");
         moment += 61h) {
      remembered += local_day(moment, zone);
      std::jthread{[&fresh, moment, zone] { fresh += local_day(moment, zone); }}.join();
    }
    EXPECT_EQ(remembered, fresh) << zone;
  }
}

TEST(PartialDate, AcceptsYearsMonthsAndDays) {
  for (const auto* text : {"2026", "2026-11", "2026-11-23", "2024-02-29", "2000-02-29", "0001"}) {
    EXPECT_TRUE(is_partial_date(text)) << text;
  }
  for (const auto* text : {"", "26", "20261", "2026-", "2026-1", "2026-00", "2026-13", "2026-11-",
                           "2026-11-31", "2026-11-00", "2025-02-29", "1900-02-29", "2026/11/23",
                           "2026-11-23T", "-026", "２０２６"}) {
    EXPECT_FALSE(is_partial_date(text)) << text;
  }
}

TEST(Rfc3339, FormatsMilliseconds) {
  EXPECT_EQ(format_rfc3339(Instant{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_rfc3339(Instant{1'795'435'445'006ms}), "2026-11-23T12:04:05.006Z");
  EXPECT_EQ(format_rfc3339(Instant{-1ms}), "1969-12-31T23:59:59.999Z");
}

TEST(Rfc3339, ParsesWhatItFormats) {
  for (auto moment = Instant{-99'999'999'999ms}; moment < Instant{4'000'000'000'000ms};
       moment += 12'345'678'901ms) {
    EXPECT_EQ(parse_rfc3339(format_rfc3339(moment)), moment);
  }
}

TEST(Rfc3339, ReadsAnyFraction) {
  const auto second = at("2026-11-23T12:00:00Z");
  EXPECT_EQ(at("2026-11-23T12:00:00.5Z"), second + 500ms);
  EXPECT_EQ(at("2026-11-23T12:00:00.123456789Z"), second + 123ms);
}

TEST(Rfc3339, RefusesEverythingElse) {
  for (const auto* text : {"", "2026-11-23", "2026-11-23T12:00:00", "2026-11-23T12:00:00+00:00",
                           "2026-11-23 12:00:00Z", "2026-11-23T12:00:00.Z", "2026-11-23T24:00:00Z",
                           "2026-11-23T12:60:00Z", "2026-11-23T12:00:60Z", "2026-02-30T12:00:00Z",
                           "2026-11-23T12:00:00Zx", "2026-11-23T12:00Z", "+026-11-23T12:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(Timestamp, HasThirteenDigits) {
  EXPECT_EQ(format_timestamp(Instant{1'795'435'445'006ms}), "1795435445006");
  EXPECT_EQ(format_timestamp(Instant{1ms}), "0000000000001");
}

}  // namespace
}  // namespace dailygrind
