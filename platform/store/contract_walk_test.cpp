#include <set>

#include "platform/store/contract.hpp"

namespace dailygrind::store {

std::vector<ItemPtr> WalkerContract::walk(std::size_t limit, const std::string& table) {
  std::vector<ItemPtr> all;
  std::string after;
  do {
    auto stretch = testing::run(walker().walk(table, after, limit));
    EXPECT_LE(stretch.items.size(), limit);
    all.insert(all.end(), stretch.items.begin(), stretch.items.end());
    after = std::move(stretch.next);
  } while (!after.empty());
  return all;
}

namespace {

TEST_P(WalkerContract, FindsNothingInAnEmptyTable) { EXPECT_TRUE(walk(10).empty()); }

TEST_P(WalkerContract, ShowsEachItemOnceWhateverTheStretch) {
  const std::vector<std::string> partitions{"a", "a b", "aa", "é", "🚀"};
  for (const auto& partition : partitions) {
    for (const char* sort : {"1", "1#2", "ü"}) {
      put({key(partition, sort),
           {{"here", partition + sort}, {"n", std::int64_t{-3}}, {"b", true}}});
    }
  }
  put({{"others", "a", "1"}, {{"x", std::string{"elsewhere"}}}});
  for (const std::size_t limit : {1, 2, 7, 15, 16, 100}) {
    const auto items = walk(limit);
    std::set<std::string> seen;
    for (const auto& item : items) {
      EXPECT_EQ(item->key.table, "things");
      EXPECT_EQ(item->attributes.text("here"), item->key.partition + item->key.sort);
      EXPECT_EQ(item->attributes.number("n"), -3);
      seen.insert(item->attributes.text("here"));
    }
    EXPECT_EQ(items.size(), 15) << limit;
    EXPECT_EQ(seen.size(), 15) << limit;
  }
  EXPECT_EQ(walk(10, "others").size(), 1);
}

TEST_P(WalkerContract, KeepsExpiryToTheMillisecondAndHidesWhatHasExpired) {
  clock_.freeze(Instant{std::chrono::days{25'000}});
  const auto later = clock_.now() + std::chrono::milliseconds{90'123};
  put({key("p", "lasting"), {}});
  put({key("p", "passing"), {}, later});
  std::vector<std::optional<Instant>> expiries;
  for (const auto& item : walk(1)) expiries.push_back(item->expires);
  EXPECT_THAT(expiries, ::testing::UnorderedElementsAre(std::nullopt, later));
  clock_.freeze(later);
  const auto left = walk(1);
  ASSERT_EQ(left.size(), 1);
  EXPECT_EQ(left[0]->key.sort, "lasting");
}

TEST_P(WalkerContract, GoesOnBehindAnItemThatIsGone) {
  for (const char* sort : {"1", "2", "3"}) put({key("p", sort), {}});
  const auto first = testing::run(walker().walk("things", "", 2));
  ASSERT_EQ(first.items.size(), 2);
  ASSERT_TRUE(testing::run(store().write({Delete{first.items[1]->key}})));
  const auto rest = testing::run(walker().walk("things", first.next, 2));
  ASSERT_EQ(rest.items.size(), 1);
  EXPECT_EQ(rest.items[0]->key.sort, "3");
}

}  // namespace
}  // namespace dailygrind::store
