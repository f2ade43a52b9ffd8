#include "platform/core/worker.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>

#include "platform/testing/run.hpp"

namespace dailygrind {
namespace {

TEST(Worker, GivesTheResultToTheCallersLoop) {
  boost::asio::io_context context{1};
  Worker worker;
  const auto here = std::this_thread::get_id();
  testing::run(context, [&]() -> Task<> {
    const auto there = co_await worker.run([] { return std::this_thread::get_id(); });
    EXPECT_NE(there, here);
    EXPECT_EQ(std::this_thread::get_id(), here);
  }());
}

TEST(Worker, TakesMoveOnlyJobsAndResults) {
  boost::asio::io_context context{1};
  Worker worker;
  const auto result = testing::run(context, [&]() -> Task<std::unique_ptr<int>> {
    auto number = std::make_unique<int>(6);
    auto job = [number = std::move(number)] { return std::make_unique<int>(*number * 7); };
    co_return co_await worker.run(std::move(job));
  }());
  EXPECT_EQ(*result, 42);
}

TEST(Worker, RunsJobsWithoutAResult) {
  boost::asio::io_context context{1};
  Worker worker;
  bool done = false;
  testing::run(context, [&]() -> Task<> { co_await worker.run([&done] { done = true; }); }());
  EXPECT_TRUE(done);
}

TEST(Worker, ThrowsToTheCallerWhatTheJobThrew) {
  boost::asio::io_context context{1};
  Worker worker;
  const auto fail = [&]() -> Task<int> {
    co_return co_await worker.run([]() -> int { throw std::runtime_error{"no luck"}; });
  };
  EXPECT_THROW(testing::run(context, fail()), std::runtime_error);
  EXPECT_EQ(testing::run(context,
                         [&]() -> Task<int> { co_return co_await worker.run([] { return 1; }); }()),
            1);
}

TEST(Worker, RunsOneJobAtATimeInOrder) {
  boost::asio::io_context context{1};
  Worker worker;
  std::string order;
  const auto append = [&](char name) -> Task<> {
    co_await worker.run([&order, name] { order += name; });
  };
  for (char name = 'a'; name <= 'z'; ++name) {
    boost::asio::co_spawn(context, append(name), boost::asio::detached);
  }
  context.run();
  EXPECT_EQ(order, "abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(worker.pending(), 0U);
}

TEST(Worker, ServesSeveralLoops) {
  std::array<boost::asio::io_context, 3> contexts;
  Worker worker;
  const auto count = [&]() -> Task<int> {
    int total = 0;
    for (int round = 0; round < 200; ++round) total += co_await worker.run([] { return 1; });
    co_return total;
  };
  std::vector<std::jthread> loops;
  for (auto& context : contexts) {
    loops.emplace_back([&] { EXPECT_EQ(testing::run(context, count()), 200); });
  }
}

TEST(Worker, DropsWhatWaitsWhenItIsDestroyed) {
  boost::asio::io_context context{1};
  std::binary_semaphore begun{0};
  std::binary_semaphore proceed{0};
  std::atomic<int> ran = 0;
  auto owner = std::make_shared<int>(1);
  std::jthread release;
  {
    Worker worker;
    const auto wait = [](Worker& on, auto job, std::shared_ptr<int> held) -> Task<> {
      co_await on.run([job, held] { job(); });
    };
    const auto first = [&] {
      begun.release();
      proceed.acquire();
      ++ran;
    };
    boost::asio::co_spawn(context, wait(worker, first, owner), boost::asio::detached);
    boost::asio::co_spawn(context, wait(worker, [&ran] { ++ran; }, owner), boost::asio::detached);
    context.poll();
    begun.acquire();
    EXPECT_EQ(worker.pending(), 2U);
    release = std::jthread{[&proceed] { proceed.release(); }};
  }
  // Whether the second job still ran or was dropped: nothing of its caller is left.
  EXPECT_GE(ran, 1);
  context.restart();
  context.poll();
  EXPECT_EQ(owner.use_count(), 1);
}

}  // namespace
}  // namespace dailygrind
