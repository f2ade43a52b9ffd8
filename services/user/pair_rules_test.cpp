#include "services/user/pair_rules.hpp"

#include <gmock/gmock.h>

#include "platform/core/random.hpp"

namespace dailygrind::user {
namespace {

constexpr auto me = Side::low;
constexpr auto them = Side::high;

PairRecord taken(PairRecord pair, Side actor, Step step) {
  return after_step(pair, actor, step).value();
}
Refusal refused(const PairRecord& pair, Side actor, Step step) {
  return after_step(pair, actor, step).error();
}

TEST(PairRules, ARequestIsSeenFromBothSides) {
  const auto pair = taken({}, me, Step::request);
  EXPECT_EQ(pair, (PairRecord{.version = 1, .low_asks = true}));
  EXPECT_EQ(relation_to(pair, them), Relation::outgoing);
  EXPECT_EQ(relation_to(pair, me), Relation::incoming);
}

TEST(PairRules, AcceptingMakesFriends) {
  const auto pair = taken(taken({}, me, Step::request), them, Step::accept);
  EXPECT_EQ(pair, (PairRecord{.version = 2, .friends = true}));
  EXPECT_EQ(relation_to(pair, me), Relation::friend_);
}

TEST(PairRules, TwoWhoAskEachOtherBecomeFriends) {
  const auto pair = taken(taken({}, me, Step::request), them, Step::request);
  EXPECT_EQ(pair, (PairRecord{.version = 2, .friends = true}));
}

TEST(PairRules, RefusalsSayWhy) {
  const auto asked = taken({}, me, Step::request);
  const auto friends = taken(asked, them, Step::accept);
  const auto blocked = taken({}, them, Step::block);
  EXPECT_EQ(refused(asked, me, Step::request), Refusal::already_requested);
  EXPECT_EQ(refused(friends, me, Step::request), Refusal::already_friends);
  EXPECT_EQ(refused(blocked, me, Step::request), Refusal::blocked);
  EXPECT_EQ(refused(blocked, them, Step::request), Refusal::blocked);
  EXPECT_EQ(refused({}, me, Step::accept), Refusal::nothing_to_accept);
  EXPECT_EQ(refused(asked, me, Step::accept), Refusal::nothing_to_accept);
}

TEST(PairRules, CancelAndDeclineHaveTheirDirection) {
  const auto asked = taken({}, me, Step::request);
  EXPECT_EQ(taken(asked, them, Step::cancel), asked);
  EXPECT_EQ(taken(asked, me, Step::decline), asked);
  EXPECT_FALSE(taken(asked, me, Step::cancel).low_asks);
  EXPECT_FALSE(taken(asked, them, Step::decline).low_asks);
}

TEST(PairRules, BlocksAreIndependentAndRestoreNothing) {
  const auto friends = taken(taken({}, me, Step::request), them, Step::accept);
  const auto both = taken(taken(friends, me, Step::block), them, Step::block);
  EXPECT_EQ(both, (PairRecord{.version = 4, .low_blocks = true, .high_blocks = true}));
  const auto one = taken(both, me, Step::unblock);
  EXPECT_TRUE(one.blocked());
  EXPECT_EQ(taken(one, them, Step::unblock), (PairRecord{.version = 6}));
}

TEST(PairRules, WhatChangesNothingKeepsTheVersion) {
  for (const Step step :
       {Step::decline, Step::cancel, Step::unfriend, Step::unblock, Step::leave}) {
    EXPECT_EQ(taken({}, me, step), PairRecord{});
  }
  const auto blocked = taken({}, me, Step::block);
  EXPECT_EQ(taken(blocked, me, Step::block), blocked);
}

TEST(PairRules, LeavingKeepsTheOthersBlock) {
  const auto both = taken(taken({}, me, Step::block), them, Step::block);
  EXPECT_EQ(taken(both, me, Step::leave), (PairRecord{.version = 3, .high_blocks = true}));
}

TEST(PairRules, InvariantsHoldForRandomSteps) {
  SeededRandom random{7};
  for (int round = 0; round < 200; ++round) {
    PairRecord pair;
    for (int count = 0; count < 50; ++count) {
      const auto actor = random.below(2) == 0 ? me : them;
      const auto after = after_step(pair, actor, static_cast<Step>(random.below(8)));
      if (!after) continue;
      ASSERT_EQ(after->version, pair.version + (*after == pair ? 0 : 1));
      pair = *after;
      const bool asks = pair.low_asks || pair.high_asks;
      ASSERT_LE(int{pair.friends} + int{asks} + int{pair.blocked()}, 1);
      ASSERT_FALSE(pair.low_asks && pair.high_asks);
    }
  }
}

}  // namespace
}  // namespace dailygrind::user
