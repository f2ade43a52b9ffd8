#include "platform/store/dynamodb_batcher.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/core/gate.hpp"
#include "platform/core/problem.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::store::dynamodb {
namespace {

namespace asio = boost::asio;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsNull;
using ::testing::SizeIs;

Key key(std::string sort) { return {"things", "p", std::move(sort)}; }

std::vector<Key> keys_from(int first, int count) {
  std::vector<Key> keys;
  for (int i = first; i < first + count; ++i) keys.push_back(key(std::to_string(i)));
  return keys;
}

/// Over a table with an item of every key but "nowhere". Notes what is fetched.
class BatcherTest : public ::testing::Test {
 protected:
  Task<std::vector<ItemPtr>> fetch(std::vector<Key> keys) {
    {
      const std::lock_guard lock{mutex_};
      fetches_.emplace_back();
      for (const Key& key : keys) fetches_.back().push_back(key.sort);
    }
    if (held_) co_await Gate::wait(held_);
    if (fails_) throw Problem::unavailable("throttled");
    std::vector<ItemPtr> items;
    for (Key& key : keys) {
      if (key.sort != "nowhere") items.push_back(std::make_shared<Item>(Item{std::move(key), {}}));
    }
    std::ranges::reverse(items);
    co_return items;
  }

  static std::vector<std::string> sorts(const std::vector<ItemPtr>& items) {
    std::vector<std::string> sorts;
    for (const auto& item : items) sorts.push_back(item ? item->key.sort : "-");
    return sorts;
  }
  std::vector<std::vector<std::string>> run_all(std::vector<std::vector<Key>> wanted) {
    std::vector<Task<std::vector<ItemPtr>>> tasks;
    for (auto& keys : wanted) tasks.push_back(batcher_.get(std::move(keys)));
    std::vector<std::vector<std::string>> all;
    for (const auto& items : testing::run_all(std::move(tasks))) all.push_back(sorts(items));
    return all;
  }

  std::mutex mutex_;
  std::vector<std::vector<std::string>> fetches_;
  std::shared_ptr<Gate> held_;  ///< what fetches wait for
  bool fails_ = false;
  Batcher batcher_{[this](std::vector<Key> keys) { return fetch(std::move(keys)); }};
};

TEST_F(BatcherTest, ReadsThatBeginTogetherAreOneCall) {
  const auto found = run_all({{key("a"), key("b")}, {key("nowhere")}, {key("b"), key("c")}});
  EXPECT_THAT(found, ElementsAre(ElementsAre("a", "b"), ElementsAre("-"), ElementsAre("b", "c")));
  EXPECT_THAT(fetches_, ElementsAre(ElementsAre("a", "b", "nowhere", "c")));
}

TEST_F(BatcherTest, KeysThatAreNamedTwiceAreAskedForOnce) {
  const auto items = testing::run(batcher_.get({key("a"), key("b"), key("a")}));
  EXPECT_THAT(sorts(items), ElementsAre("a", "b", "a"));
  EXPECT_EQ(items[0], items[2]);
  EXPECT_THAT(fetches_, ElementsAre(ElementsAre("a", "b")));
}

TEST_F(BatcherTest, WhatIsUnderWayTakesNoMoreKeys) {
  held_ = std::make_shared<Gate>();
  asio::io_context loop{1};
  std::vector<ItemPtr> first;
  asio::co_spawn(loop, batcher_.get({key("a")}),
                 [&](const std::exception_ptr&, auto items) { first = std::move(items); });
  while (fetches_.empty()) loop.run_one();
  // What was read before this call began might be older than what its caller has written.
  auto second = [&]() -> Task<std::vector<ItemPtr>> {
    auto read = batcher_.get({key("a")});
    held_->open();
    co_return co_await std::move(read);
  };
  EXPECT_THAT(sorts(testing::run(loop, second())), ElementsAre("a"));
  loop.restart();
  loop.run();
  EXPECT_THAT(sorts(first), ElementsAre("a"));
  EXPECT_THAT(fetches_, ElementsAre(ElementsAre("a"), ElementsAre("a")));
}

TEST_F(BatcherTest, FullBatchesAreFollowedByOthers) {
  const auto found = run_all({keys_from(0, 70), keys_from(60, 170), keys_from(0, 10)});
  EXPECT_THAT(found, ElementsAre(SizeIs(70), SizeIs(170), SizeIs(10)));
  EXPECT_EQ(found[1].front(), "60");
  EXPECT_EQ(found[1].back(), "229");
  EXPECT_THAT(fetches_, ElementsAre(SizeIs(100), SizeIs(100), SizeIs(40)));
}

TEST_F(BatcherTest, AllWhoShareACallAreToldOfItsFailure) {
  fails_ = true;
  int failures = 0;
  const auto fails = [&](std::vector<Key> keys) -> Task<int> {
    try {
      co_await batcher_.get(std::move(keys));
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.status(), 503);
      ++failures;
    }
    co_return failures;
  };
  std::vector<Task<int>> tasks;
  tasks.push_back(fails({key("a")}));
  tasks.push_back(fails({key("b")}));
  testing::run_all(std::move(tasks));
  EXPECT_EQ(failures, 2);
  EXPECT_THAT(fetches_, SizeIs(1));
  fails_ = false;
  EXPECT_THAT(sorts(testing::run(batcher_.get({key("a")}))), ElementsAre("a"));
}

TEST_F(BatcherTest, WhoIsCancelledTakesNothingFromTheOthers) {
  held_ = std::make_shared<Gate>();
  asio::io_context loop{1};
  asio::cancellation_signal cancel;
  std::vector<std::string> cancelled{"not ended"};
  std::vector<std::string> other;
  asio::co_spawn(
      loop, batcher_.get({key("a")}),
      asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr& error, auto items) {
        EXPECT_TRUE(error);
        cancelled = sorts(items);
      }));
  asio::co_spawn(loop, batcher_.get({key("b")}),
                 [&](const std::exception_ptr&, auto items) { other = sorts(items); });
  while (fetches_.empty()) loop.run_one();
  cancel.emit(asio::cancellation_type::terminal);
  while (!cancelled.empty()) loop.run_one();
  held_->open();
  loop.run();
  EXPECT_THAT(other, ElementsAre("b"));
}

TEST_F(BatcherTest, NobodyWaitsForALoopThatHasStopped) {
  asio::io_context stopped{1};
  asio::co_spawn(stopped, batcher_.get({key("a")}), asio::detached);
  stopped.run_one();  // has begun a batch, and not asked for it
  EXPECT_THAT(fetches_, IsEmpty());
  EXPECT_THAT(sorts(testing::run(batcher_.get({key("b")}))), ElementsAre("b"));
  EXPECT_THAT(fetches_, ElementsAre(ElementsAre("b")));
}

TEST_F(BatcherTest, LoopsMayEndWithCallsUnderWay) {
  held_ = std::make_shared<Gate>();
  {
    asio::io_context loop{1};
    asio::co_spawn(loop, batcher_.get({key("a")}), asio::detached);
    while (fetches_.empty()) loop.run_one();
    asio::co_spawn(loop, batcher_.get({key("b")}), asio::detached);
    loop.run_one();
  }
  held_->open();
  EXPECT_THAT(sorts(testing::run(batcher_.get({key("c")}))), ElementsAre("c"));
}

TEST_F(BatcherTest, LoopsOfSeveralThreadsShareIt) {
  constexpr int threads = 4;
  constexpr int reads = 500;
  const auto read_many = [&](int first) -> Task<int> {
    int wrong = 0;
    for (int i = 0; i < reads; ++i) {
      const auto wanted = keys_from(first + i, 3);
      const auto items = co_await batcher_.get(wanted);
      for (std::size_t at = 0; at < wanted.size(); ++at) {
        wrong += !items[at] || items[at]->key != wanted[at] ? 1 : 0;
      }
    }
    co_return wrong;
  };
  // They outlive the threads, as those of a program do: each may still have to be told.
  std::vector<std::unique_ptr<asio::io_context>> loops;
  for (int i = 0; i < threads; ++i) loops.push_back(std::make_unique<asio::io_context>(1));
  std::vector<int> wrong(threads, -1);
  {
    std::vector<std::jthread> running;
    for (int i = 0; i < threads; ++i) {
      running.emplace_back(
          [&, i] { wrong[i] = testing::run(*loops[i], read_many(i * reads / 2)); });
    }
  }
  EXPECT_THAT(wrong, ElementsAre(0, 0, 0, 0));
}

}  // namespace
}  // namespace dailygrind::store::dynamodb
