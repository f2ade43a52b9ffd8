#include "platform/core/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "platform/core/encoding.hpp"

namespace dailygrind {
namespace {

TEST(SeededRandom, RepeatsItselfForTheSameSeed) {
  SeededRandom first{7};
  SeededRandom second{7};
  SeededRandom other{8};
  const auto token = first.token(16);
  EXPECT_EQ(token, second.token(16));
  EXPECT_NE(token, other.token(16));
}

TEST(Random, BelowStaysBelowAndReachesEveryValue) {
  SeededRandom random{1};
  std::array<int, 6> seen{};
  for (int round = 0; round < 6000; ++round) ++seen.at(random.below(6));
  for (const int count : seen) {
    EXPECT_GT(count, 850);
    EXPECT_LT(count, 1150);
  }
}

TEST(Random, BelowOneIsAlwaysZero) {
  SeededRandom random{1};
  EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, BelowCoversTheWholeRange) {
  SeededRandom random{1};
  std::uint64_t largest = 0;
  for (int round = 0; round < 100; ++round) largest = std::max(largest, random.below(UINT64_MAX));
  EXPECT_GT(largest, UINT64_MAX / 2);
}

TEST(SystemRandom, GivesTokensOfTheAskedLength) {
  SystemRandom random;
  std::set<std::string> tokens;
  for (int round = 0; round < 100; ++round) {
    const auto token = random.token(32);
    EXPECT_EQ(base64url_decode(token).value().size(), 32U);
    tokens.insert(token);
  }
  EXPECT_EQ(tokens.size(), 100U);
}

}  // namespace
}  // namespace dailygrind
