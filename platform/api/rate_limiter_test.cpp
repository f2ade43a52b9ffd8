#include "platform/api/rate_limiter.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dailygrind::api {
namespace {

using std::chrono::seconds;

struct Limited : ::testing::Test {
  Limited() { clock.freeze(Instant{milliseconds{1'700'000'000'000}}); }
  AdjustableClock clock;
  RateLimiter limiter{{.per_user_per_minute = 60, .per_address_per_minute = 120}, clock};
};

TEST_F(Limited, AMinutesBudgetThenRefusal) {
  for (int taken = 1; taken <= 60; ++taken) {
    const auto decision = limiter.take_for_user("ada");
    ASSERT_TRUE(decision.allowed);
    ASSERT_EQ(decision.remaining, 60 - taken);
  }
  const auto refused = limiter.take_for_user("ada");
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.reset_seconds, 1);
  EXPECT_TRUE(limiter.take_for_user("grace").allowed);
}

TEST_F(Limited, RefillsEvenly) {
  while (limiter.take_for_user("ada").allowed) {
  }
  clock.advance(seconds{10});
  int allowed = 0;
  while (limiter.take_for_user("ada").allowed) ++allowed;
  EXPECT_EQ(allowed, 10);
}

TEST_F(Limited, AClockMovedBackNeitherRefillsNorDrains) {
  limiter.take_for_user("ada");
  clock.advance(-seconds{30});
  EXPECT_EQ(limiter.take_for_user("ada").remaining, 58);
}

TEST_F(Limited, AClockMovedBackFarBeginsAnew) {
  while (limiter.take_for_user("ada").allowed) {
  }
  clock.advance(-seconds{3600});
  EXPECT_EQ(limiter.take_for_user("ada").remaining, 59);
}

TEST_F(Limited, UsersAndAddressesAreApart) {
  while (limiter.take_for_user("10.0.0.1").allowed) {
  }
  EXPECT_TRUE(limiter.take_for_address("10.0.0.1").allowed);
}

TEST_F(Limited, AnIpv6NetworkHasOneBudget) {
  while (limiter.take_for_address("2001:db8:1:2::1").allowed) {
  }
  EXPECT_FALSE(limiter.take_for_address("2001:db8:1:2:ffff::9").allowed);
  EXPECT_TRUE(limiter.take_for_address("2001:db8:1:3::1").allowed);
  EXPECT_EQ(RateLimiter::network_of("203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(RateLimiter::network_of("::ffff:203.0.113.9"), "::ffff:203.0.113.9");
}

TEST_F(Limited, LoopbackIsExemptUnlessConfigured) {
  EXPECT_TRUE(limiter.exempt(true));
  EXPECT_FALSE(limiter.exempt(false));
  RateLimiter strict{{.limit_loopback = true}, clock};
  EXPECT_FALSE(strict.exempt(true));
}

TEST_F(Limited, ManyAddressesDoNotGrowWithoutBound) {
  // The bucket of someone active survives a flood of others.
  for (int round = 0; round < 100'000; ++round) {
    clock.advance(milliseconds{1});
    limiter.take_for_address("203.0.113." + std::to_string(round));
    if (round % 1000 == 0) limiter.take("active", 10, seconds{3600});
  }
  EXPECT_FALSE([&] {
    for (int taken = 0; taken < 10; ++taken) limiter.take("active", 10, seconds{3600});
    return limiter.take("active", 10, seconds{3600}).allowed;
  }());
}

}  // namespace
}  // namespace dailygrind::api
