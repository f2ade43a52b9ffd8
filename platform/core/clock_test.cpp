#include "platform/core/clock.hpp"

#include <gtest/gtest.h>

namespace dailygrind {
namespace {

using namespace std::chrono_literals;

constexpr Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h};

TEST(AdjustableClock, RunsWithTheSystemAtFirst) {
  const SystemClock system;
  const AdjustableClock clock;
  const auto before = system.now();
  const auto now = clock.now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, system.now());
}

TEST(AdjustableClock, StandsStillWhenFrozen) {
  AdjustableClock clock;
  clock.freeze(noon);
  EXPECT_EQ(clock.now(), noon);
  clock.advance(90min);
  EXPECT_EQ(clock.now(), noon + 90min);
}

TEST(AdjustableClock, RunsOnFromWhereItWasSet) {
  AdjustableClock clock;
  clock.set(noon);
  EXPECT_GE(clock.now(), noon);
  EXPECT_LT(clock.now(), noon + 1min);
  clock.advance(24h);
  EXPECT_GE(clock.now(), noon + 24h);
}

TEST(AdjustableClock, SettingEndsAFreeze) {
  AdjustableClock clock;
  clock.freeze(noon);
  clock.set(noon + 1h);
  EXPECT_GE(clock.now(), noon + 1h);
  clock.advance(1h);
  EXPECT_GE(clock.now(), noon + 2h);
}

TEST(AdjustableClock, ResetGoesBackToTheSystem) {
  AdjustableClock clock;
  clock.freeze(noon - 24h * 3650);
  clock.reset();
  EXPECT_GE(clock.now(), SystemClock{}.now() - 1min);
}

}  // namespace
}  // namespace dailygrind
