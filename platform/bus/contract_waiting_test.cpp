#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <thread>

#include "platform/bus/contract.hpp"

namespace dailygrind::bus {
namespace {

namespace asio = boost::asio;
using namespace boost::asio::experimental::awaitable_operators;
using std::chrono::seconds;
using std::chrono::steady_clock;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Below the second after which a receiver looks again by itself.
constexpr milliseconds prompt{700};

Task<> pause(milliseconds length) {
  asio::steady_timer timer{co_await asio::this_coro::executor, length};
  co_await timer.async_wait(asio::use_awaitable);
}

Task<std::size_t> receive_and_count(Bus& bus) {
  const auto deliveries = co_await bus.receive("all", 1, seconds{20});
  for (const auto& delivery : deliveries) co_await bus.acknowledge("all", {delivery.receipt});
  co_return deliveries.size();
}

Task<std::size_t> publish_after(milliseconds length, Bus& bus, Event event) {
  co_await pause(length);
  co_await bus.publish({std::move(event)});
  co_return 0;
}

Task<std::size_t> reject_after(milliseconds length, Bus& bus, std::string receipt) {
  co_await pause(length);
  co_await bus.reject("all", std::move(receipt), "no");
  co_return 0;
}

milliseconds time_of(const std::function<void()>& action) {
  const auto begin = steady_clock::now();
  action();
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
}

/// The fastest of several rounds, so that a busy machine does not fail the test.
milliseconds best_of_three(const std::function<void()>& action) {
  auto best = milliseconds::max();
  for (int round = 0; round < 3; ++round) best = std::min(best, time_of(action));
  return best;
}

TEST_P(BusContract, EmptyReceiveReturnsAfterItsWait) {
  EXPECT_THAT(receive("all", 1, milliseconds{0}), IsEmpty());
  const auto taken = time_of([&] { EXPECT_THAT(receive("all", 1, milliseconds{40}), IsEmpty()); });
  EXPECT_GE(taken, milliseconds{40});
}

TEST_P(BusContract, PublishWakesAWaitingReceiver) {
  auto& from = sender();
  auto& to = GetParam().use == Backend::Use::two ? receiver() : from;
  const auto best = best_of_three([&] {
    std::vector<Task<std::size_t>> tasks;
    tasks.push_back(receive_and_count(to));
    tasks.push_back(publish_after(milliseconds{30}, from, event("THING")));
    EXPECT_EQ(run_all(std::move(tasks))[0], 1U);
  });
  EXPECT_LT(best, prompt);
}

TEST_P(BusContract, ReplayWakesAWaitingReceiver) {
  publish_some(1);
  kill("broken");
  auto& from = sender();
  auto& to = GetParam().use == Backend::Use::two ? receiver() : from;
  std::vector<Task<std::size_t>> tasks;
  tasks.push_back(receive_and_count(to));
  tasks.push_back(from.replay("all", ""));
  EXPECT_EQ(run_all(std::move(tasks))[0], 1U);
}

TEST_P(BusContract, WaitingReceiverGetsARejectedEventWhenItIsDue) {
  clock_.reset();
  publish_some(1);
  const auto delivery = receive_one();
  auto& from = sender();
  auto& to = GetParam().use == Backend::Use::two ? receiver() : from;
  std::vector<Task<std::size_t>> tasks;
  tasks.push_back(receive_and_count(to));
  tasks.push_back(reject_after(milliseconds{5}, from, delivery.receipt));
  EXPECT_EQ(run_all(std::move(tasks))[0], 1U);
}

TEST_P(BusContract, WaitingReceiverSeesAClockThatWasMoved) {
  publish_some(1);
  receive_one();
  auto& to = receiver();
  std::vector<Task<std::size_t>> tasks;
  tasks.push_back(receive_and_count(to));
  tasks.push_back([](AdjustableClock& clock) -> Task<std::size_t> {
    co_await pause(milliseconds{20});
    clock.advance(test_settings().visibility);
    co_return 0;
  }(clock_));
  EXPECT_EQ(run_all(std::move(tasks))[0], 1U);
}

TEST_P(BusContract, WaitingReceiverCanBeCancelled) {
  const auto wait = [](Bus& bus) -> Task<bool> {
    const auto winner = co_await (bus.receive("all", 1, seconds{60}) || pause(milliseconds{30}));
    co_return winner.index() == 1;
  };
  const auto taken = time_of([&] { EXPECT_TRUE(run(wait(receiver()))); });
  EXPECT_LT(taken, seconds{20});
  publish_some(1);
  EXPECT_THAT(receive(), SizeIs(1)) << "the cancelled receiver must not have taken it";
}

Task<> take_all(Bus& bus, std::vector<std::string>& ids) {
  for (;;) {
    const auto deliveries = co_await bus.receive("all", 3, milliseconds{0});
    if (deliveries.empty()) co_return;
    std::vector<std::string> receipts;
    for (const auto& delivery : deliveries) {
      ids.push_back(delivery.event.id);
      receipts.push_back(delivery.receipt);
    }
    co_await bus.acknowledge("all", receipts);
  }
}

TEST_P(BusContract, ConcurrentReceiversNeverGetTheSameDelivery) {
  constexpr std::size_t count = 200;
  publish_some(count);
  auto& one = sender();
  auto& other = GetParam().use == Backend::Use::two ? receiver() : one;
  std::vector<std::vector<std::string>> taken(threads_count);
  {
    std::vector<std::jthread> threads;
    for (std::size_t n = 0; n < taken.size(); ++n) {
      threads.emplace_back([&, n] {
        testing::run(loops_of_threads_[n], take_all(n % 2 == 0 ? one : other, taken[n]));
      });
    }
  }
  std::vector<std::string> ids;
  for (const auto& some : taken) ids.insert(ids.end(), some.begin(), some.end());
  std::ranges::sort(ids);
  EXPECT_THAT(ids, SizeIs(count));
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
}

TEST_P(BusContract, ConcurrentPublishersLoseNothing) {
  constexpr int each = 25;
  auto& one = sender();
  auto& other = GetParam().use == Backend::Use::two ? receiver() : one;
  {
    std::vector<std::jthread> threads;
    for (std::size_t n = 0; n < threads_count; ++n) {
      threads.emplace_back([&, n] {
        for (int i = 0; i < each; ++i) {
          testing::run(loops_of_threads_[n],
                       (n % 2 == 0 ? one : other).publish({event("THING", i)}));
        }
      });
    }
  }
  EXPECT_THAT(receive("all", 1000), SizeIs(threads_count * each));
}

}  // namespace
}  // namespace dailygrind::bus
