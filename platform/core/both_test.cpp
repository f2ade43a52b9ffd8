#include "platform/core/both.hpp"

#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/testing/run.hpp"
#include "platform/testing/turns.hpp"

namespace dailygrind {
namespace {

namespace asio = boost::asio;

using testing::Named;
using testing::turns;

struct Both : ::testing::Test {
  std::vector<std::string> ended;

  Task<Named> succeed(std::string name, int after) {
    co_await turns(after);
    ended.push_back(name);
    co_return Named{name};
  }
  Task<int> fail(std::string name, int after) {
    co_await turns(after);
    ended.push_back(name);
    throw std::runtime_error{name};
  }
  template <typename One, typename Other>
  static std::string error_of(Task<One> one, Task<Other> other) {
    try {
      testing::run(both(std::move(one), std::move(other)));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(Both, RunAtTheSameTimeAndKeepTheirPlaces) {
  const auto [one, other] = testing::run(both(succeed("slow", 5), succeed("quick", 1)));
  EXPECT_EQ(one.name, "slow");
  EXPECT_EQ(other.name, "quick");
  EXPECT_EQ(ended, (std::vector<std::string>{"quick", "slow"}));
}

TEST_F(Both, ThrowAfterTheOtherHasEnded) {
  EXPECT_EQ(error_of(fail("bad", 1), succeed("good", 5)), "bad");
  EXPECT_EQ(error_of(succeed("good", 5), fail("bad", 1)), "bad");
  EXPECT_EQ(ended, (std::vector<std::string>{"bad", "good", "bad", "good"}));
}

TEST_F(Both, ThrowWhatTheFirstThrewWhereBothDo) {
  EXPECT_EQ(error_of(fail("one", 5), fail("other", 1)), "one");
  EXPECT_EQ(error_of(fail("one", 1), fail("other", 5)), "one");
}

TEST_F(Both, AreCancelledWithTheirCaller) {
  asio::io_context context{1};
  const auto wait = [this](std::string name) -> Task<int> {
    asio::steady_timer never{co_await asio::this_coro::executor,
                             asio::steady_timer::time_point::max()};
    try {
      co_await never.async_wait(asio::use_awaitable);
    } catch (const boost::system::system_error&) {
      ended.push_back(name);
      throw;
    }
    co_return 0;
  };
  asio::cancellation_signal signal;
  bool threw = false;
  asio::co_spawn(
      context, both(wait("one"), wait("other")),
      asio::bind_cancellation_slot(signal.slot(), [&](const std::exception_ptr& error,
                                                      const auto&) { threw = error != nullptr; }));
  asio::post(context, [&] { signal.emit(asio::cancellation_type::terminal); });
  context.run();
  EXPECT_TRUE(threw);
  EXPECT_EQ(ended.size(), 2U);
}

}  // namespace
}  // namespace dailygrind
