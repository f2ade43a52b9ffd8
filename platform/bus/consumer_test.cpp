#include "platform/bus/consumer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <stdexcept>

#include "platform/bus/bell.hpp"
#include "platform/bus/memory_bus.hpp"
#include "platform/core/ids.hpp"
#include "platform/testing/fault_bus.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::bus {
namespace {

using namespace boost::asio::experimental::awaitable_operators;
using testing::BusCall;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr milliseconds tick{1000};

class ConsumerTest : public ::testing::Test {
 protected:
  ConsumerTest() { clock_.freeze(Instant{std::chrono::hours{24 * 20'000}}); }

  void publish(int count) {
    std::vector<Event> events;
    for (int version = 1; version <= count; ++version) {
      events.push_back({.id = uuid_v7(clock_.now(), random_),
                        .topic = "user-events",
                        .type = "THING",
                        .version = version,
                        .data = "{}"});
    }
    testing::run(memory_.publish(events));
  }
  QueueFigures figures() { return testing::run(memory_.figures("all")); }

  /// Notes the version and tells `changed_`.
  EventHandler noting() {
    return [this](const Event& event) -> Task<> {
      seen_.push_back(event.version);
      changed_.ring();
      co_return;
    };
  }
  Task<> until(std::function<bool()> reached) {
    Bell::Listener listener{changed_, co_await boost::asio::this_coro::executor};
    while (!reached()) co_await listener.wait(tick);
  }
  static Task<> soon(std::function<bool()> reached) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
    while (!reached()) {
      timer.expires_after(milliseconds{1});
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
  }
  Task<> until_settled(std::size_t handled) {
    for (;;) {
      co_await until([&] { return seen_.size() >= handled; });
      const auto now = co_await memory_.figures("all");
      if (now.in_flight == 0) co_return;
      Bell::Listener listener{changed_, co_await boost::asio::this_coro::executor};
      co_await listener.wait(milliseconds{1});
    }
  }
  Task<> consume_until_settled(EventHandler handler, std::size_t parallel, std::size_t handled) {
    co_await (consume(bus_, "all", std::move(handler), parallel, counters_) ||
              until_settled(handled));
  }

  AdjustableClock clock_;
  SeededRandom random_{3};
  MemoryBus memory_{{{"user-events", "all", {}}},
                    {.visibility = milliseconds{30}, .max_attempts = 2},
                    clock_,
                    random_};
  testing::FaultBus bus_{memory_, random_};
  Bell changed_;
  std::vector<std::int64_t> seen_;
  metrics::Counter handled_;
  metrics::Counter failed_;
  ConsumerCounters counters_{&handled_, &failed_};
};

TEST_F(ConsumerTest, HandlesAndAcknowledges) {
  publish(25);
  testing::run(consume_until_settled(noting(), 4, 25));
  EXPECT_THAT(seen_, SizeIs(25));
  EXPECT_EQ(figures().waiting, 0U);
  EXPECT_EQ(handled_.value(), 25U);
  EXPECT_EQ(failed_.value(), 0U);
}

TEST_F(ConsumerTest, ExtendsWhatTakesLong) {
  publish(2);
  bus_.fail(BusCall::extend);  // which harms nobody
  const auto waits = [this](const Event& event) -> Task<> {
    co_await soon([&] { return bus_.calls(BusCall::extend) >= 3; });
    seen_.push_back(event.version);
  };
  testing::run(consume_until_settled(waits, 2, 2));
  EXPECT_THAT(seen_, UnorderedElementsAre(1, 2));
  EXPECT_EQ(handled_.value(), 2U);
}

TEST_F(ConsumerTest, GivesUpAHandlerThatHangs) {
  clock_.reset();
  publish(1);
  const auto waits = [this](const Event& event) -> Task<> {
    seen_.push_back(event.version);
    co_await soon([&] { return seen_.size() == 2; });
  };
  testing::run(consume_until_settled(waits, 2, 2));
  EXPECT_EQ(handled_.value(), 2U);
}

TEST_F(ConsumerTest, ThrowingRejectsWithTheTextAndEndsAmongTheDead) {
  publish(1);
  const EventHandler broken = [&](const Event& event) -> Task<> {
    seen_.push_back(event.version);
    clock_.advance(tick * 100);
    throw std::runtime_error{"no such card"};
    co_return;
  };
  EXPECT_EQ(testing::run(consume_waiting(memory_, "all", broken)), 0U);
  clock_.advance(tick * 100);
  EXPECT_EQ(testing::run(consume_waiting(memory_, "all", broken)), 0U);
  EXPECT_EQ(figures().dead, 1U);
}

TEST_F(ConsumerTest, FailureOfOneLeavesTheOthersAlone) {
  publish(3);
  const EventHandler second_fails = [this](const Event& event) -> Task<> {
    seen_.push_back(event.version);
    if (event.version == 2) throw std::runtime_error{"broken"};
    co_return;
  };
  EXPECT_EQ(testing::run(consume_waiting(memory_, "all", second_fails)), 2U);
  EXPECT_THAT(seen_, ElementsAre(1, 2, 3));
  EXPECT_EQ(figures().waiting, 1U);

  clock_.advance(tick);
  EXPECT_EQ(testing::run(consume_waiting(memory_, "all", second_fails)), 0U);
  const auto letters = testing::run(memory_.dead_letters("all", "", 10));
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].reason, "broken");
}

TEST_F(ConsumerTest, CountsFailures) {
  publish(1);
  const EventHandler broken = [this](const Event& event) -> Task<> {
    seen_.push_back(event.version);
    changed_.ring();
    throw 7;
    co_return;
  };
  testing::run(consume_until_settled(broken, 1, 1));
  EXPECT_EQ(failed_.value(), 1U);
  EXPECT_EQ(figures().waiting, 1U);
}

TEST_F(ConsumerTest, RunsUpToAsManyHandlersAsAsked) {
  publish(6);
  std::size_t running = 0;
  std::size_t most = 0;
  const EventHandler slow = [&](const Event& event) -> Task<> {
    most = std::max(most, ++running);
    changed_.ring();
    co_await until([&] { return most == 3; });
    --running;
    seen_.push_back(event.version);
    changed_.ring();
  };
  testing::run(consume_until_settled(slow, 3, 6));
  EXPECT_EQ(most, 3U);
  EXPECT_THAT(seen_, UnorderedElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(ConsumerTest, CancellationLetsTheRunningHandlerFinish) {
  publish(2);
  bool begun = false;
  bool released = false;
  const EventHandler slow = [&](const Event& event) -> Task<> {
    begun = true;
    changed_.ring();
    co_await until([&] { return released; });
    seen_.push_back(event.version);
  };
  const auto release_later = [&]() -> Task<> {
    co_await until([&] { return begun; });
    boost::asio::co_spawn(
        co_await boost::asio::this_coro::executor,
        [&]() -> Task<> {
          released = true;
          changed_.ring();
          co_return;
        },
        [](const std::exception_ptr&) {});
  };
  const auto both = [&]() -> Task<> {
    co_await (consume(bus_, "all", slow, 1) || release_later());
  };
  testing::run(both());
  EXPECT_THAT(seen_, ElementsAre(1));
  EXPECT_EQ(figures().in_flight, 0U) << "what was begun is acknowledged";
  EXPECT_EQ(figures().waiting, 1U) << "nothing more is received";
}

TEST_F(ConsumerTest, SurvivesFailuresOfTheBus) {
  publish(2);
  bus_.fail(BusCall::receive, 1);
  testing::run(consume_until_settled(noting(), 1, 2));
  EXPECT_THAT(seen_, ElementsAre(1, 2));
}

TEST_F(ConsumerTest, UnsettledDeliveryComesAgain) {
  publish(1);
  bus_.fail(BusCall::acknowledge, 1);
  const auto both = [&]() -> Task<> {
    co_await (consume(bus_, "all", noting(), 1) || until([&] { return seen_.size() == 1; }));
  };
  testing::run(both());
  EXPECT_EQ(figures().in_flight, 1U);
  clock_.advance(tick * 30);
  EXPECT_EQ(testing::run(consume_waiting(memory_, "all", noting())), 1U);
  EXPECT_EQ(figures().waiting, 0U);
}

TEST_F(ConsumerTest, AnUnknownQueueIsADefect) {
  EXPECT_THROW(testing::run(consume(bus_, "unknown", noting())), std::logic_error);
}

}  // namespace
}  // namespace dailygrind::bus
