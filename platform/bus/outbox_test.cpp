#include "platform/bus/outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <set>
#include <stdexcept>

#include "platform/bus/consumer.hpp"
#include "platform/bus/memory_bus.hpp"
#include "platform/core/problem.hpp"
#include "platform/store/memory_store.hpp"
#include "platform/testing/fault_bus.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::bus {
namespace {

using namespace boost::asio::experimental::awaitable_operators;
using std::chrono::seconds;
using testing::BusCall;
using ::testing::ElementsAre;
using testing::FaultBus;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OutboxTest : public ::testing::Test {
 protected:
  static constexpr Instant start{std::chrono::hours{24 * 20'000}};

  OutboxTest() { clock_.freeze(start); }

  store::Write record(std::int64_t version) {
    return outbox_.record("user-events", "USER_UPDATED", version, R"({"name":"Ada"})", "00-trace");
  }
  void write(std::vector<store::Write> writes) {
    ASSERT_TRUE(testing::run(store_.write(std::move(writes))));
  }
  void write_some(int count) {
    for (int version = 1; version <= count; ++version) {
      clock_.advance(milliseconds{1});
      write({record(version)});
    }
  }
  std::size_t drain() { return testing::run(outbox_.drain()); }
  std::vector<Delivery> receive(std::size_t max = 10'000) {
    return testing::run(memory_.receive("all", max, milliseconds{0}));
  }

  AdjustableClock clock_;
  SeededRandom random_{5};
  store::MemoryStore store_{clock_};
  MemoryBus memory_{{{"user-events", "all", {}}}, {}, clock_, random_};
  FaultBus bus_{memory_, random_};
  Outbox outbox_{store_, bus_, clock_, random_};
};

TEST_F(OutboxTest, PublishesWhatWasRecorded) {
  write({record(7)});
  EXPECT_EQ(drain(), 1U);
  const auto deliveries = receive();
  ASSERT_THAT(deliveries, SizeIs(1));
  const auto& event = deliveries[0].event;
  EXPECT_TRUE(is_uuid(event.id));
  EXPECT_EQ(event.topic, "user-events");
  EXPECT_EQ(event.type, "USER_UPDATED");
  EXPECT_EQ(event.version, 7);
  EXPECT_EQ(event.data, R"({"name":"Ada"})");
  EXPECT_EQ(event.occurred_at, start);
  EXPECT_EQ(event.traceparent, "00-trace");
}

TEST_F(OutboxTest, PublishesOnce) {
  write_some(1);
  EXPECT_EQ(drain(), 1U);
  EXPECT_EQ(drain(), 0U);
  EXPECT_THAT(receive(), SizeIs(1));
}

TEST_F(OutboxTest, RefusedTransactionPublishesNothing) {
  const store::Key missing{"users", "u", "profile"};
  const auto result =
      testing::run(store_.write({store::Check{missing, store::Condition::exists()}, record(1)}));
  ASSERT_FALSE(result);
  EXPECT_EQ(drain(), 0U);
}

TEST_F(OutboxTest, PublishesManyInBatches) {
  write_some(300);
  EXPECT_EQ(drain(), 300U);
  std::set<std::int64_t> versions;
  for (const auto& delivery : receive()) versions.insert(delivery.event.version);
  EXPECT_THAT(versions, SizeIs(300));
}

TEST_F(OutboxTest, SmallBatchKeepsTheOrderOfTime) {
  write_some(5);
  drain();
  std::vector<std::int64_t> versions;
  for (const auto& delivery : receive()) versions.push_back(delivery.event.version);
  EXPECT_THAT(versions, ElementsAre(1, 2, 3, 4, 5));
}

TEST_F(OutboxTest, CrashBetweenPublishAndRemovalPublishesAgainWithTheSameId) {
  write_some(3);
  bus_.fail(BusCall::publish, 1, 1, FaultBus::Moment::after);
  EXPECT_THROW(drain(), Problem);

  Outbox restarted{store_, bus_, clock_, random_};
  EXPECT_EQ(testing::run(restarted.drain()), 3U);
  std::multiset<std::string> ids;
  std::set<std::string> different;
  for (const auto& delivery : receive()) {
    ids.insert(delivery.event.id);
    different.insert(delivery.event.id);
  }
  EXPECT_THAT(ids, SizeIs(6));
  EXPECT_THAT(different, SizeIs(3));
}

TEST_F(OutboxTest, FailedPublishLosesNothing) {
  write_some(3);
  bus_.fail(BusCall::publish, 1);
  EXPECT_THROW(drain(), Problem);
  EXPECT_EQ(drain(), 3U);
}

TEST_F(OutboxTest, PassesExcludeEachOther) {
  write_some(50);
  std::vector<Task<std::size_t>> passes;
  for (int n = 0; n < 4; ++n) passes.push_back(outbox_.drain());
  testing::run_all(std::move(passes));
  EXPECT_THAT(receive(), SizeIs(50));
}

TEST_F(OutboxTest, RelayPublishesWhatIsThereAtItsStart) {
  write_some(2);
  const auto relay = [this]() -> Task<std::size_t> {
    auto winner = co_await (outbox_.run() || memory_.receive("all", 1, seconds{20}));
    co_return std::get<1>(winner).size();
  };
  EXPECT_EQ(testing::run(relay()), 1U);
}

TEST_F(OutboxTest, WakeRelaysAtOnce) {
  const auto begin = std::chrono::steady_clock::now();
  const auto write_and_receive = [this]() -> Task<std::size_t> {
    std::size_t received = 0;
    for (int version = 1; version <= 5; ++version) {
      std::vector<store::Write> writes;
      writes.push_back(record(version));
      (void)co_await store_.write(std::move(writes));
      outbox_.wake();
      received += (co_await memory_.receive("all", 1, seconds{20})).size();
    }
    co_return received;
  };
  const auto both = [&]() -> Task<std::size_t> {
    auto winner = co_await (outbox_.run() || write_and_receive());
    co_return std::get<1>(winner);
  };
  EXPECT_EQ(testing::run(both()), 5U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds{5}) << "the sweep must not be it";
}

TEST_F(OutboxTest, RelaySurvivesFailuresOfTheBus) {
  write_some(1);
  bus_.fail(BusCall::publish, 1, 2);
  const auto relay = [this]() -> Task<std::size_t> {
    auto winner = co_await (outbox_.run() || memory_.receive("all", 1, seconds{20}));
    co_return std::get<1>(winner).size();
  };
  EXPECT_EQ(testing::run(relay()), 1U);
}

TEST_F(OutboxTest, RefusesWhatTheBusWouldNotTake) {
  EXPECT_THROW((void)outbox_.record("", "X", 1, "{}"), std::logic_error);
  EXPECT_THROW((void)outbox_.record("t", "X", 1, std::string(max_event_bytes, ' ')),
               std::logic_error);
  EXPECT_THAT(receive(), IsEmpty());
}

TEST_F(OutboxTest, ConsumersMeetDuplicatesAndAnotherOrder) {
  bus_.set_chaos({.duplicated = 30, .delayed = 30, .reordered = true});
  write_some(100);
  EXPECT_EQ(drain(), 100U);
  testing::run(bus_.release());
  std::int64_t newest = 0;
  std::size_t handled = 0;
  const EventHandler keep_newest = [&](const Event& event) -> Task<> {
    newest = std::max(newest, event.version);
    ++handled;
    co_return;
  };
  EXPECT_EQ(testing::run(consume_waiting(memory_, "all", keep_newest)), handled);
  EXPECT_GT(handled, 100U);
  EXPECT_EQ(newest, 100);
}

}  // namespace
}  // namespace dailygrind::bus
