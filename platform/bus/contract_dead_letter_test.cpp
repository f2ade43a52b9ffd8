#include "platform/bus/contract.hpp"

namespace dailygrind::bus {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_P(BusContract, RejectedComesAgainAfterABackoffThatGrows) {
  publish_some(1);
  reject(receive_one());
  clock_.advance(milliseconds{499});
  EXPECT_THAT(receive(), IsEmpty()) << "the first back-off is at least half a second";
  clock_.advance(milliseconds{501});
  const auto second = receive_one();
  EXPECT_EQ(second.attempt, 2);
  reject(second);
  clock_.advance(milliseconds{999});
  EXPECT_THAT(receive(), IsEmpty()) << "the second back-off is at least a second";
  clock_.advance(milliseconds{1001});
  EXPECT_EQ(receive_one().attempt, 3);
}

TEST_P(BusContract, RejectedWaitsAndIsNotInFlight) {
  if (!GetParam().exact) GTEST_SKIP() << "counts it among those in flight";
  publish_some(1);
  reject(receive_one());
  EXPECT_EQ(figures().waiting, 1U);
  EXPECT_EQ(figures().in_flight, 0U);
  EXPECT_EQ(figures().oldest, start);
}

TEST_P(BusContract, DiesAfterTheLastAttemptWithItsReason) {
  const auto sent = publish_some(1).front();
  kill("the \"card\" is broken");

  EXPECT_THAT(receive(), IsEmpty());
  const auto letters = dead_letters();
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].event.id, sent.id);
  EXPECT_EQ(letters[0].event.data, sent.data);
  EXPECT_EQ(letters[0].event.version, sent.version);
  EXPECT_EQ(letters[0].event.occurred_at, sent.occurred_at);
  EXPECT_EQ(letters[0].reason, "the \"card\" is broken");
  EXPECT_EQ(letters[0].attempts, 3);
  EXPECT_EQ(letters[0].died_at, clock_.now() - test_settings().longest_backoff);
  EXPECT_EQ(figures().dead, 1U);
  EXPECT_EQ(figures().waiting, 0U);
  EXPECT_EQ(figures("created").dead, 0U);
}

TEST_P(BusContract, DiesAfterTheLastUnansweredDelivery) {
  publish_some(1);
  for (int attempt = 1; attempt <= 3; ++attempt) {
    EXPECT_EQ(receive_one().attempt, attempt);
    clock_.advance(test_settings().visibility);
  }
  EXPECT_THAT(receive(), IsEmpty());
  const auto letters = dead_letters();
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_THAT(letters[0].reason, HasSubstr("visibility time-out"));
  EXPECT_EQ(letters[0].attempts, 3);
}

TEST_P(BusContract, DeadLettersArePagedByEventId) {
  std::vector<std::string> ids;
  for (int n = 0; n < 3; ++n) {
    clock_.advance(hours{1});
    ids.push_back(publish_some(1).front().id);
    kill("broken");
  }
  const auto first = dead_letters("", 2);
  ASSERT_THAT(first, SizeIs(2));
  EXPECT_EQ(first[0].event.id, ids[0]);
  EXPECT_EQ(first[1].event.id, ids[1]);
  const auto rest = dead_letters(ids[1], 2);
  ASSERT_THAT(rest, SizeIs(1));
  EXPECT_EQ(rest[0].event.id, ids[2]);
}

TEST_P(BusContract, SameEventLiesOnceAmongTheDead) {
  const auto sent = event("THING");
  publish({sent});
  kill("first");
  publish({sent});
  kill("second");
  const auto letters = dead_letters();
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].reason, "second");
}

TEST_P(BusContract, ReplayBringsBackOneWithAllItsAttempts) {
  const auto first = publish_some(1).front();
  kill("broken");
  publish_some(1);
  kill("broken");

  EXPECT_EQ(replay(first.id), 1U);
  EXPECT_EQ(figures().dead, 1U);
  const auto delivery = receive_one();
  EXPECT_EQ(delivery.event.id, first.id);
  EXPECT_EQ(delivery.attempt, 1);
  EXPECT_EQ(delivery.event.data, first.data);
}

TEST_P(BusContract, ReplayBringsBackAll) {
  for (int n = 0; n < 3; ++n) {
    publish_some(1);
    kill("broken");
  }
  EXPECT_EQ(replay(), 3U);
  EXPECT_THAT(dead_letters(), IsEmpty());
  EXPECT_THAT(receive(), SizeIs(3));
}

TEST_P(BusContract, ReplayOfAnUnknownEventMovesNothing) {
  publish_some(1);
  kill("broken");
  EXPECT_EQ(replay("unknown"), 0U);
  EXPECT_EQ(figures().dead, 1U);
}

}  // namespace
}  // namespace dailygrind::bus
