#include "platform/testing/run.hpp"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <string>

namespace dailygrind::testing {
namespace {

Task<std::string> say(std::string text) { co_return text; }

Task<void> fail() {
  throw std::runtime_error{"broken"};
  co_return;
}

Task<int> turn(int& turns) {
  for (int i = 0; i < 3; ++i) {
    ++turns;
    co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                               boost::asio::use_awaitable);
  }
  co_return turns;
}

TEST(Run, ReturnsTheValue) { EXPECT_EQ(run(say("hello")), "hello"); }

TEST(Run, ThrowsWhatTheTaskThrew) { EXPECT_THROW(run(fail()), std::runtime_error); }

TEST(Run, TasksOfOneLoopTakeTurns) {
  int turns = 0;
  std::vector<Task<int>> tasks;
  tasks.push_back(turn(turns));
  tasks.push_back(turn(turns));
  EXPECT_EQ(run_all(std::move(tasks)), (std::vector<int>{6, 6}));
}

TEST(Run, UsesTheGivenLoopAgain) {
  boost::asio::io_context context{1};
  EXPECT_EQ(run(context, say("one")), "one");
  EXPECT_EQ(run(context, say("two")), "two");
}

}  // namespace
}  // namespace dailygrind::testing
