#include "platform/webpush/concurrency.hpp"

#include <gtest/gtest.h>

namespace dailygrind::webpush {
namespace {

TEST(Concurrency, GrowsByOneForEachAnswerUntilThePushBack) {
  Concurrency concurrency{{.first = 4, .least = 1, .most = 100}};
  for (int at = 0; at < 6; ++at) concurrency.answered(true);
  EXPECT_EQ(concurrency.limit(), 10U);
  concurrency.answered(false);
  EXPECT_EQ(concurrency.limit(), 10U);
}

TEST(Concurrency, GrowsByOneForEachRoundAfterwards) {
  Concurrency concurrency{{.first = 16, .least = 1, .most = 100}};
  concurrency.pushed_back(concurrency.round());
  ASSERT_EQ(concurrency.limit(), 8U);
  for (int at = 0; at < 8; ++at) concurrency.answered(true);
  EXPECT_EQ(concurrency.limit(), 8U);
  concurrency.answered(true);
  EXPECT_EQ(concurrency.limit(), 9U);
}

TEST(Concurrency, IsHalvedOnceForWhatWasUnderWay) {
  Concurrency concurrency{{.first = 64, .least = 1, .most = 100}};
  const auto round = concurrency.round();
  for (int at = 0; at < 64; ++at) concurrency.pushed_back(round);
  EXPECT_EQ(concurrency.limit(), 32U);
  concurrency.pushed_back(concurrency.round());
  EXPECT_EQ(concurrency.limit(), 16U);
}

TEST(Concurrency, KeepsItsBounds) {
  Concurrency concurrency{{.first = 4, .least = 2, .most = 6}};
  for (int at = 0; at < 50; ++at) concurrency.answered(true);
  EXPECT_EQ(concurrency.limit(), 6U);
  for (int at = 0; at < 50; ++at) concurrency.pushed_back(concurrency.round());
  EXPECT_EQ(concurrency.limit(), 2U);
}

}  // namespace
}  // namespace dailygrind::webpush
