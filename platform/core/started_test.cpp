#include "platform/core/started.hpp"

#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/testing/run.hpp"
#include "platform/testing/turns.hpp"

namespace dailygrind {
namespace {

namespace asio = boost::asio;

using testing::Named;

struct StartedTest : ::testing::Test {
  std::vector<std::string> seen;

  Task<Named> work(int turns) {
    seen.emplace_back("began");
    co_await testing::turns(turns);
    seen.emplace_back("ended");
    co_return Named{"value"};
  }
  static Task<int> fail(int turns) {
    co_await testing::turns(turns);
    throw std::runtime_error{"failed"};
  }
};

TEST_F(StartedTest, BeginsAtOnceAndGivesItsValue) {
  for (const int turns : {0, 3}) {
    seen.clear();
    const auto make = [&]() -> Task<std::string> {
      Started started{co_await asio::this_coro::executor, work(turns)};
      seen.emplace_back("made");
      co_return (co_await started.result()).name;
    };
    EXPECT_EQ(testing::run(make()), "value");
    EXPECT_EQ(seen.front(), "began");
    EXPECT_EQ(seen.back(), turns == 0 ? "made" : "ended");
  }
}

TEST_F(StartedTest, ThrowsWhatTheTaskThrew) {
  for (const int turns : {0, 3}) {
    const auto make = [&]() -> Task<int> {
      Started started{co_await asio::this_coro::executor, fail(turns)};
      co_return co_await started.result();
    };
    EXPECT_THROW(testing::run(make()), std::runtime_error);
  }
}

TEST_F(StartedTest, GoesOnWhereNobodyAsks) {
  asio::io_context loop{1};
  const auto make = [&]() -> Task<void> {
    const Started started{co_await asio::this_coro::executor, work(3)};
  };
  testing::run(loop, make());
  loop.restart();
  loop.run();
  EXPECT_EQ(seen.back(), "ended");
}

TEST_F(StartedTest, WhoIsCancelledWaitsNoMore) {
  asio::io_context loop{1};
  asio::cancellation_signal cancel;
  bool cancelled = false;
  const auto never = []() -> Task<int> {
    asio::steady_timer timer{co_await asio::this_coro::executor,
                             asio::steady_timer::time_point::max()};
    co_await timer.async_wait(asio::use_awaitable);
    co_return 1;
  };
  const auto make = [&]() -> Task<int> {
    Started started{co_await asio::this_coro::executor, never()};
    co_return co_await started.result();
  };
  asio::co_spawn(
      loop, make(),
      asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& error, int) {
        cancelled = error != nullptr;
      }));
  loop.poll();
  cancel.emit(asio::cancellation_type::terminal);
  loop.poll();
  EXPECT_TRUE(cancelled);
}

}  // namespace
}  // namespace dailygrind
