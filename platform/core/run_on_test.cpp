#include "platform/core/run_on.hpp"

#include <gtest/gtest.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <thread>

#include "platform/testing/run.hpp"

namespace dailygrind {
namespace {

namespace asio = boost::asio;

/// Another loop, on a thread of its own.
struct RunOn : ::testing::Test {
  ~RunOn() override { other.stop(); }

  asio::io_context other{1};
  asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(other);
  std::atomic<bool> waits = false;
  std::atomic<bool> cancelled = false;

  static Task<std::thread::id> thread() { co_return std::this_thread::get_id(); }
  static Task<int> fail() {
    throw std::runtime_error{"failed"};
    co_return 1;
  }
  Task<int> never() {
    asio::steady_timer timer{co_await asio::this_coro::executor,
                             asio::steady_timer::time_point::max()};
    waits = true;
    try {
      co_await timer.async_wait(asio::use_awaitable);
    } catch (const boost::system::system_error&) {
      cancelled = true;
      throw;
    }
    co_return 1;
  }
};

TEST_F(RunOn, RunsThereAndReturnsHere) {
  const std::jthread home{[this] { other.run(); }};
  const auto check = [&]() -> Task<bool> {
    const auto there = co_await run_on(other, thread());
    co_return there == home.get_id() && std::this_thread::get_id() != home.get_id();
  };
  EXPECT_TRUE(testing::run(check()));
  EXPECT_THROW(testing::run(run_on(other, fail())), std::runtime_error);
  other.stop();
}

TEST_F(RunOn, IsCancelledWithItsCaller) {
  asio::io_context loop{1};
  asio::cancellation_signal cancel;
  bool ended = false;
  asio::co_spawn(
      loop, run_on(other, never()),
      asio::bind_cancellation_slot(
          cancel.slot(), [&](const std::exception_ptr& error, int) { ended = error != nullptr; }));
  loop.poll();
  while (!waits) other.run_one();
  cancel.emit(asio::cancellation_type::terminal);
  loop.poll();
  EXPECT_TRUE(ended);
  while (!cancelled) other.run_one();
}

TEST_F(RunOn, LoopsMayGoInAnyOrder) {
  for (const bool caller_first : {true, false}) {
    auto caller = std::make_unique<asio::io_context>(1);
    auto callee = std::make_unique<asio::io_context>(1);
    waits = false;
    asio::co_spawn(*caller, run_on(*callee, never()), asio::detached);
    caller->poll();
    while (!waits) callee->run_one();
    (caller_first ? caller : callee).reset();
    (caller_first ? callee : caller).reset();
  }
  EXPECT_FALSE(cancelled);
}

}  // namespace
}  // namespace dailygrind
