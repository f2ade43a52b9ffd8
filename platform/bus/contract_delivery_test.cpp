#include <stdexcept>

#include "platform/bus/contract.hpp"

namespace dailygrind::bus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(BusContract, DeliversEverythingThatWasPublished) {
  const auto sent = event("USER_CREATED", 42);
  publish({sent});

  const auto delivery = receive_one();
  EXPECT_EQ(delivery.attempt, 1);
  EXPECT_FALSE(delivery.receipt.empty());
  EXPECT_EQ(delivery.event.id, sent.id);
  EXPECT_EQ(delivery.event.topic, sent.topic);
  EXPECT_EQ(delivery.event.type, sent.type);
  EXPECT_EQ(delivery.event.version, sent.version);
  EXPECT_EQ(delivery.event.data, sent.data);
  EXPECT_EQ(delivery.event.occurred_at, sent.occurred_at);
  EXPECT_EQ(delivery.event.traceparent, sent.traceparent);
}

TEST_P(BusContract, FansOutByTopicAndType) {
  publish({event("USER_CREATED", 1), event("USER_RENAMED", 2), event("USER_DELETED", 3),
           event("POST_CREATED", 4, "post-events"), event("POST_DELETED", 5, "post-events"),
           event("NOBODY_LISTENS", 6, "unknown-topic")});
  EXPECT_THAT(versions(receive("all")), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(versions(receive("created")), ElementsAre(1, 2));
  EXPECT_THAT(receive("spare"), IsEmpty());
}

TEST_P(BusContract, NamesEachQueueOnce) {
  EXPECT_THAT(sender().queues(), ElementsAre("all", "created", "spare"));
}

TEST_P(BusContract, PublishingNothingIsNoError) {
  publish({});
  EXPECT_THAT(receive(), IsEmpty());
}

TEST_P(BusContract, RefusesWhatTheTopologyDoesNotKnow) {
  EXPECT_THROW(receive("unknown"), std::logic_error);
  EXPECT_THROW(figures("unknown"), std::logic_error);
}

TEST_P(BusContract, RefusesAnEventThatIsTooLargeAndAllBesideIt) {
  auto large = event("THING");
  large.data.assign(max_event_bytes, ' ');
  EXPECT_THROW(publish({event("THING"), large}), std::logic_error);
  EXPECT_THAT(receive(), IsEmpty());
}

TEST_P(BusContract, ReceivesOldestFirstAndAtMostAsManyAsAsked) {
  publish_some(5);
  EXPECT_THAT(versions(receive("all", 2)), ElementsAre(1, 2));
  EXPECT_THAT(versions(receive("all", 2)), ElementsAre(3, 4));
  EXPECT_THAT(versions(receive("all", 2)), ElementsAre(5));
  EXPECT_THAT(receive(), IsEmpty());
}

TEST_P(BusContract, AcknowledgedNeverComesAgain) {
  publish_some(1);
  acknowledge(receive_one());
  clock_.advance(std::chrono::hours{1});
  EXPECT_THAT(receive(), IsEmpty());
}

TEST_P(BusContract, ComesAgainAfterTheVisibilityTimeout) {
  publish_some(1);
  const auto first = receive_one();
  clock_.advance(test_settings().visibility - milliseconds{1});
  EXPECT_THAT(receive(), IsEmpty());
  clock_.advance(milliseconds{1});
  const auto second = receive_one();
  EXPECT_EQ(second.attempt, 2);
  EXPECT_EQ(second.event.id, first.event.id);
  EXPECT_NE(second.receipt, first.receipt);
}

TEST_P(BusContract, RedeliveredEventsKeepTheirPlace) {
  publish_some(3);
  receive("all", 1);
  clock_.advance(test_settings().visibility);
  EXPECT_THAT(versions(receive()), ElementsAre(1, 2, 3));
}

TEST_P(BusContract, ExtendedIsInFlightForAnotherTimeout) {
  publish_some(2);
  const auto extended = receive_one();
  const auto other = receive_one();
  clock_.advance(test_settings().visibility - milliseconds{1});
  extend(extended);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(receive_one().event.id, other.event.id);
  clock_.advance(test_settings().visibility - milliseconds{2});
  EXPECT_THAT(receive(), IsEmpty());
  clock_.advance(milliseconds{1});
  const auto again = receive_one();
  EXPECT_EQ(again.event.id, extended.event.id);
  EXPECT_EQ(again.attempt, 2);
}

TEST_P(BusContract, NamesItsVisibilityTimeout) {
  EXPECT_EQ(receiver().visibility(), test_settings().visibility);
}

TEST_P(BusContract, VoidReceiptIsIgnored) {
  publish_some(1);
  const auto first = receive_one();
  clock_.advance(test_settings().visibility);
  const auto second = receive_one();
  acknowledge(first);
  reject(first);
  clock_.advance(test_settings().visibility - milliseconds{1});
  extend(first);
  EXPECT_EQ(figures().in_flight, 1U);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(figures().waiting, 1U) << "extended by a void receipt";
  const auto third = receive_one();
  acknowledge(second);
  EXPECT_EQ(figures().in_flight, 1U);
  acknowledge(third);
  EXPECT_EQ(figures().in_flight, 0U);
  EXPECT_EQ(figures().waiting, 0U);
}

TEST_P(BusContract, ForeignReceiptIsIgnored) {
  publish_some(1);
  receive_one();
  for (const char* receipt : {"", "nonsense", "1", "1.", "99999.1", "1.1x", "-1.1"}) {
    run(receiver().acknowledge("all", {receipt}));
    run(receiver().extend("all", {receipt}));
    run(receiver().reject("all", receipt, "no"));
  }
  EXPECT_EQ(figures().in_flight, 1U);
}

TEST_P(BusContract, ReceiptCountsOnlyForItsQueue) {
  publish({event("USER_CREATED")});
  const auto delivery = receive_one("all");
  const auto other = receive_one("created");
  run(receiver().acknowledge("created", {delivery.receipt + "0", other.receipt}));
  EXPECT_EQ(figures("all").in_flight, 1U);
  EXPECT_EQ(figures("created").in_flight, 0U);
}

TEST_P(BusContract, AcknowledgesManyAtOnce) {
  publish_some(3);
  std::vector<std::string> receipts;
  for (const auto& delivery : receive()) receipts.push_back(delivery.receipt);
  run(receiver().acknowledge("all", receipts));
  EXPECT_EQ(figures().in_flight, 0U);
}

TEST_P(BusContract, ClockMovedBackDoesNotHideEvents) {
  if (!GetParam().exact) GTEST_SKIP() << "its time is not ours";
  publish_some(2);
  clock_.advance(std::chrono::hours{48});
  receive("all", 1);
  clock_.freeze(start);
  EXPECT_THAT(versions(receive()), ElementsAre(1, 2));
}

TEST_P(BusContract, FiguresTellWaitingAndInFlight) {
  publish_some(3);
  EXPECT_EQ(figures().waiting, 3U);
  receive("all", 1);
  EXPECT_EQ(figures().waiting, 2U);
  EXPECT_EQ(figures().in_flight, 1U);
  clock_.advance(test_settings().visibility);
  EXPECT_EQ(figures().waiting, 3U);
  EXPECT_EQ(figures().in_flight, 0U);
}

TEST_P(BusContract, FiguresTellTheOldest) {
  if (!GetParam().exact) GTEST_SKIP() << "does not tell it";
  publish_some(1);
  clock_.advance(std::chrono::seconds{5});
  publish_some(2);
  EXPECT_EQ(figures().oldest, start);
  receive("all", 1);
  EXPECT_EQ(figures().oldest, start + std::chrono::seconds{5});
  clock_.advance(test_settings().visibility);
  EXPECT_EQ(figures().oldest, start);
  EXPECT_FALSE(figures("spare").oldest.has_value());
}

}  // namespace
}  // namespace dailygrind::bus
