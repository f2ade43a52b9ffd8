#include "platform/bus/bell.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "platform/testing/run.hpp"

namespace dailygrind::bus {
namespace {

constexpr milliseconds bound{20'000};

Task<> wait_once(Bell& bell) {
  Bell::Listener listener{bell, co_await boost::asio::this_coro::executor};
  bell.ring();
  bell.ring();
  co_await listener.wait(bound);
}

Task<milliseconds> wait_in_vain(Bell& bell) {
  Bell::Listener listener{bell, co_await boost::asio::this_coro::executor};
  const auto begin = std::chrono::steady_clock::now();
  co_await listener.wait(milliseconds{20});
  co_return std::chrono::ceil<milliseconds>(std::chrono::steady_clock::now() - begin);
}

Task<> wait_for(Bell& bell, const std::atomic<int>& counter, int goal) {
  Bell::Listener listener{bell, co_await boost::asio::this_coro::executor};
  while (counter < goal) co_await listener.wait(bound);
}

TEST(Bell, RemembersARingBeforeTheWait) {
  Bell bell;
  const auto begin = std::chrono::steady_clock::now();
  testing::run(wait_once(bell));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, bound);
}

TEST(Bell, GivesUpWhenNobodyRings) {
  Bell bell;
  EXPECT_GE(testing::run(wait_in_vain(bell)), milliseconds{20});
}

TEST(Bell, LosesNoRingFromAnotherThread) {
  constexpr int rounds = 5000;
  Bell bell;
  std::atomic<int> counter{0};
  const auto begin = std::chrono::steady_clock::now();
  std::jthread ringer{[&] {
    for (int n = 0; n < rounds; ++n) {
      ++counter;
      bell.ring();
    }
  }};
  testing::run(wait_for(bell, counter, rounds));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, bound);
}

TEST(Bell, MayEndBeforeItsListener) {
  std::optional<Bell> bell{std::in_place};
  const auto listen = [](std::optional<Bell>& rung) -> Task<> {
    Bell::Listener listener{*rung, co_await boost::asio::this_coro::executor};
    rung.reset();
    co_await listener.wait(milliseconds{1});
  };
  testing::run(listen(bell));
}

}  // namespace
}  // namespace dailygrind::bus
