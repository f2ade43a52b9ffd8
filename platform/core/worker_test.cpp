#include "platform/core/worker.hpp"

#include <gtest/gtest.h>

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
  Worker worker;
  const auto here = std::this_thread::get_id();
  testing::run([&]() -> Task<> {
    const auto there = co_await worker.run([] { return std::this_thread::get_id(); });
    EXPECT_NE(there, here);
    EXPECT_EQ(std::this_thread::get_id(), here);
  }());
}

TEST(Worker, TakesMoveOnlyJobsAndResults) {
  Worker worker;
  const auto result = testing::run([&]() -> Task<std::unique_ptr<int>> {
    auto number = std::make_unique<int>(6);
    auto job = [number = std::move(number)] { return std::make_unique<int>(*number * 7); };
    co_return co_await worker.run(std::move(job));
  }());
  EXPECT_EQ(*result, 42);
}

TEST(Worker, RunsJobsWithoutAResult) {
  Worker worker;
  bool done = false;
  testing::run([&]() -> Task<> { co_await worker.run([&done] { done = true; }); }());
  EXPECT_TRUE(done);
}

TEST(Worker, ThrowsToTheCallerWhatTheJobThrew) {
  Worker worker;
  const auto fail = [&]() -> Task<int> {
    co_return co_await worker.run([]() -> int { throw std::runtime_error{"no luck"}; });
  };
  EXPECT_THROW(testing::run(fail()), std::runtime_error);
  EXPECT_EQ(testing::run([&]() -> Task<int> { co_return co_await worker.run([] { return 1; }); }()),
            1);
}

TEST(Worker, RunsOneJobAtATimeInOrder) {
  Worker worker;
  std::string order;
  std::vector<Task<>> tasks;
  for (char name = 'a'; name <= 'z'; ++name) {
    tasks.push_back([](Worker& on, std::string& to, char each) -> Task<> {
      co_await on.run([&to, each] { to += each; });
    }(worker, order, name));
  }
  testing::run_all(std::move(tasks));
  EXPECT_EQ(order, "abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(worker.pending(), 0U);
}

TEST(Worker, ServesSeveralLoops) {
  Worker worker;
  std::vector<std::jthread> loops;
  for (int loop = 0; loop < 3; ++loop) {
    loops.emplace_back([&worker] {
      const auto sum = testing::run([&]() -> Task<int> {
        int total = 0;
        for (int round = 0; round < 200; ++round) {
          total += co_await worker.run([] { return 1; });
        }
        co_return total;
      }());
      EXPECT_EQ(sum, 200);
    });
  }
}

TEST(Worker, DropsWhatWaitsWhenItIsDestroyed) {
  boost::asio::io_context context{1};
  std::binary_semaphore begun{0};
  std::binary_semaphore proceed{0};
  std::atomic<int> ran = 0;
  auto owner = std::make_shared<int>(1);
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
    // Stopping is asked for before the first job ends, so that the second one never begins.
    std::jthread release{[&proceed] {
      std::this_thread::yield();
      proceed.release();
    }};
  }
  EXPECT_GE(ran, 1);
  context.restart();
  context.poll();
  EXPECT_EQ(owner.use_count(), 1);
}

}  // namespace
}  // namespace dailygrind
