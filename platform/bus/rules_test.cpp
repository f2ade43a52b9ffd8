#include "platform/bus/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dailygrind::bus {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

TEST(Backoff, LiesInTheUpperHalfOfTheDoubledTime) {
  SeededRandom random{1};
  const QueueSettings settings{.first_backoff = milliseconds{200},
                               .longest_backoff = milliseconds{1000}};
  const auto expect_within = [&](int attempt, int low, int high) {
    for (int n = 0; n < 50; ++n) {
      EXPECT_THAT(backoff(settings, attempt, random).count(), AllOf(Ge(low), Le(high)));
    }
  };
  expect_within(1, 100, 200);
  expect_within(2, 200, 400);
  expect_within(3, 400, 800);
  expect_within(4, 500, 1000);
  expect_within(1000, 500, 1000);
}

TEST(Backoff, IsSpread) {
  SeededRandom random{1};
  const QueueSettings settings;
  milliseconds lowest = milliseconds::max();
  milliseconds highest = milliseconds::min();
  for (int n = 0; n < 200; ++n) {
    const auto length = backoff(settings, 1, random);
    lowest = std::min(lowest, length);
    highest = std::max(highest, length);
  }
  EXPECT_LT(lowest, milliseconds{120});
  EXPECT_GT(highest, milliseconds{180});
}

TEST(Backoff, MayBeNone) {
  SeededRandom random{1};
  const QueueSettings settings{.first_backoff = milliseconds{0}};
  EXPECT_EQ(backoff(settings, 3, random), milliseconds{0});
}

TEST(Receipt, ReadsItsOwnText) {
  const auto receipt = Receipt::parse(Receipt{12345678901, 3}.text());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->place, 12345678901);
  EXPECT_EQ(receipt->attempt, 3);
}

TEST(Receipt, RefusesEverythingElse) {
  for (const char* text :
       {"", ".", "1", "1.", ".1", "1.1.1", "a.1", "1.a", " 1.1", "99999999999999999999.1"}) {
    EXPECT_FALSE(Receipt::parse(text)) << text;
  }
}

}  // namespace
}  // namespace dailygrind::bus
