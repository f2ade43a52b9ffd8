#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>

#include "platform/store/contract.hpp"

namespace dailygrind::store {
namespace {

constexpr int threads = 4;
constexpr int rounds = 50;

/// Runs `work(index)` on threads of their own, each with an event loop of its own.
void on_threads(int count, const std::function<void(int)>& work) {
  std::vector<std::jthread> running;
  for (int i = 0; i < count; ++i) running.emplace_back([&work, i] { work(i); });
}

Task<WriteResult> add_one(Store& store, Key at) {
  std::vector<Write> writes;
  writes.emplace_back(Update{.key = std::move(at), .add = {{"n", 1}}});
  co_return co_await store.write(std::move(writes));
}

Task<bool> claim(Store& store, std::int64_t who) {
  std::vector<Write> writes;
  writes.emplace_back(Put{{key("p", "day"), {{"who", who}}}, Condition::absent()});
  writes.emplace_back(Put{{key("p", "by#" + std::to_string(who))}});
  const WriteResult result = co_await store.write(std::move(writes));
  if (!result) EXPECT_EQ(result.error().index, 0U);
  co_return result.has_value();
}

TEST_P(StoreContract, NoAddIsLostOnOneLoop) {
  std::vector<Task<WriteResult>> tasks;
  for (int i = 0; i < 500; ++i) tasks.push_back(add_one(store(), key("p", "s")));
  for (const WriteResult& result : testing::run_all(std::move(tasks))) EXPECT_TRUE(result);
  EXPECT_EQ(attributes_at(key("p", "s")).number("n"), 500);
}

TEST_P(StoreContract, NoAddIsLostBetweenThreads) {
  on_threads(threads, [&](int) {
    for (int i = 0; i < rounds; ++i) {
      std::vector<Task<WriteResult>> tasks;
      for (int j = 0; j < 4; ++j) tasks.push_back(add_one(store(), key("p", "s")));
      testing::run_all(std::move(tasks));
    }
  });
  EXPECT_EQ(attributes_at(key("p", "s")).number("n"), threads * rounds * 4);
}

TEST_P(StoreContract, OneOfManyClaimsWins) {
  std::vector<Task<bool>> tasks;
  for (std::int64_t who = 0; who < 200; ++who) tasks.push_back(claim(store(), who));
  const auto won = testing::run_all(std::move(tasks));
  EXPECT_EQ(std::ranges::count(won, true), 1);
  const Page page = query({.table = "things", .partition = "p", .prefix = "by#"});
  ASSERT_EQ(page.items.size(), 1U);
  const auto winner = std::ranges::find(won, true) - won.begin();
  EXPECT_EQ(page.items[0]->key.sort, "by#" + std::to_string(winner));
}

TEST_P(StoreContract, ARefusedTransactionHarmsNoneBesideIt) {
  ASSERT_TRUE(put(key("p", "taken"), {}));
  std::vector<Task<WriteResult>> tasks;
  for (int i = 0; i < 100; ++i) {
    std::vector<Write> writes;
    writes.emplace_back(Put{{key("p", "n#" + std::to_string(i))}});
    if (i % 2) writes.emplace_back(Check{key("p", "taken"), Condition::absent()});
    tasks.push_back(store().write(std::move(writes)));
  }
  const auto results = testing::run_all(std::move(tasks));
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(results[i].has_value(), i % 2 == 0) << i;
  EXPECT_EQ(query({.table = "things", .partition = "p", .prefix = "n#"}).items.size(), 50U);
}

/// Puts ever higher numbers into its own item and demands to find them, by each way of reading.
Task<void> write_and_read_own(Store& store, int who) {
  const Key own = key("p", "own#" + std::to_string(who));
  for (std::int64_t i = 1; i <= rounds; ++i) {
    EXPECT_TRUE(co_await add_one(store, own));
    EXPECT_EQ((co_await store.get(own))->attributes.number("n"), i);
    EXPECT_EQ((co_await store.batch_get({own})).front()->attributes.number("n"), i);
    Query wanted{.table = own.table, .partition = own.partition, .prefix = own.sort};
    EXPECT_EQ((co_await store.query(wanted)).items.front()->attributes.number("n"), i);
  }
}

TEST_P(StoreContract, EachReadsItsOwnWrites) {
  on_threads(threads, [&](int who) { testing::run(write_and_read_own(store(), who)); });
}

/// Reads until the last number is there; no read may show less than was acknowledged before it.
Task<void> follow(Store& store, const std::atomic<std::int64_t>& acknowledged) {
  std::int64_t seen = 0;
  while (seen < rounds) {
    const std::int64_t least = acknowledged.load();
    const ItemPtr item = co_await store.get(key("p", "s"));
    const std::int64_t found = item ? item->attributes.number("n") : 0;
    EXPECT_GE(found, least);
    const Page page = co_await store.query({.table = "things", .partition = "p"});
    seen = page.items.empty() ? 0 : page.items.front()->attributes.number("n");
    EXPECT_GE(seen, found);
    co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                               boost::asio::use_awaitable);
  }
}

TEST_P(StoreContract, EveryThreadSeesWhatWasAcknowledged) {
  std::atomic<std::int64_t> acknowledged = 0;
  on_threads(threads, [&](int who) {
    if (who > 0) return testing::run(follow(store(), acknowledged));
    for (int i = 0; i < rounds; ++i) {
      testing::run(add_one(store(), key("p", "s")));
      ++acknowledged;
    }
  });
}

/// Moves one of ten between two items for ever; the sum within one transaction stays.
Task<void> move_between(Store& store, int turns) {
  for (int i = 0; i < turns; ++i) {
    std::vector<Write> writes;
    writes.emplace_back(Update{.key = key("p", "a"), .add = {{"n", i % 2 ? 1 : -1}}});
    writes.emplace_back(Update{.key = key("p", "b"), .add = {{"n", i % 2 ? -1 : 1}}});
    EXPECT_TRUE(co_await store.write(std::move(writes)));
  }
}

TEST_P(StoreContract, APageShowsWholeTransactions) {
  ASSERT_TRUE(write_all(Put{{key("p", "a"), {{"n", std::int64_t{5}}}}},
                        Put{{key("p", "b"), {{"n", std::int64_t{5}}}}}));
  std::atomic<bool> done = false;
  on_threads(2, [&](int who) {
    if (who == 0) {
      testing::run(move_between(store(), rounds * 2));
      done = true;
      return;
    }
    while (!done) {
      const Page page = testing::run(store().query({.table = "things", .partition = "p"}));
      ASSERT_EQ(page.items.size(), 2U);
      EXPECT_EQ(page.items[0]->attributes.number("n") + page.items[1]->attributes.number("n"), 10);
    }
  });
}

}  // namespace
}  // namespace dailygrind::store
