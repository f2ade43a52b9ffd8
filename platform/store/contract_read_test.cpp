#include <chrono>

#include "platform/store/contract.hpp"

namespace dailygrind::store {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsNull;

TEST_P(StoreQueries, ReturnThePartitionInByteOrder) {
  EXPECT_THAT(found(all()), ElementsAre("a#1", "a#2", "a#3", "ab", "b#1", "b#2", "z", "é", "🚀"));
  EXPECT_FALSE(query(all()).next);
  EXPECT_EQ(query(all()).items[3]->attributes.text("sort"), "ab");
}

TEST_P(StoreQueries, ReturnItBackward) {
  Query wanted = all();
  wanted.backward = true;
  EXPECT_THAT(found(wanted), ElementsAre("🚀", "é", "z", "b#2", "b#1", "ab", "a#3", "a#2", "a#1"));
}

TEST_P(StoreQueries, KeepToPrefixAndBounds) {
  const auto within = [&](std::string prefix, std::string from, std::string to) {
    Query wanted = all();
    wanted.prefix = std::move(prefix);
    wanted.from = std::move(from);
    wanted.to = std::move(to);
    return found(wanted);
  };
  EXPECT_THAT(within("a#", "", ""), ElementsAre("a#1", "a#2", "a#3"));
  EXPECT_THAT(within("a", "", ""), ElementsAre("a#1", "a#2", "a#3", "ab"));
  EXPECT_THAT(within("", "a#3", "b#2"), ElementsAre("a#3", "ab", "b#1"));
  EXPECT_THAT(within("a#", "a#2", ""), ElementsAre("a#2", "a#3"));
  EXPECT_THAT(within("a#", "", "a#2"), ElementsAre("a#1"));
  EXPECT_THAT(within("a#", "b", ""), IsEmpty());
  EXPECT_THAT(within("b#", "", "a"), IsEmpty());
  EXPECT_THAT(within("", "z", "a"), IsEmpty());
  EXPECT_THAT(within("é", "", ""), ElementsAre("é"));
  EXPECT_THAT(within("nothing", "", ""), IsEmpty());
  EXPECT_THAT(within("\xFF\xFF", "", ""), IsEmpty());
}

TEST_P(StoreQueries, PageToTheEndBothWays) {
  for (std::size_t limit = 1; limit <= 10; ++limit) {
    for (const bool backward : {false, true}) {
      Query wanted = all();
      wanted.limit = limit;
      wanted.backward = backward;
      Query whole = all();
      whole.backward = backward;
      EXPECT_EQ(paged(wanted), found(whole)) << limit << backward;
    }
  }
}

TEST_P(StoreQueries, NameTheNextPageOnlyWhereThereIsOne) {
  Query wanted = all();
  wanted.prefix = "a#";
  wanted.limit = 3;
  EXPECT_FALSE(query(wanted).next);
  wanted.limit = 2;
  EXPECT_EQ(query(wanted).next, "a#2");
  wanted.backward = true;
  EXPECT_EQ(query(wanted).next, "a#2");
}

TEST_P(StoreQueries, ContinueAfterAKeyThatIsGone) {
  Query wanted = all();
  wanted.prefix = "a#";
  wanted.after = "a#2";
  ASSERT_TRUE(write_all(Delete{key("p", "a#2")}));
  EXPECT_THAT(found(wanted), ElementsAre("a#3"));
  wanted.backward = true;
  EXPECT_THAT(found(wanted), ElementsAre("a#1"));
  wanted.after = "\x01 anything\xFF";
  EXPECT_THAT(found(wanted), IsEmpty());
}

TEST_P(StoreQueries, SeeEveryWriteAtOnce) {
  Query wanted = all();
  wanted.prefix = "b#";
  EXPECT_THAT(found(wanted), ElementsAre("b#1", "b#2"));
  ASSERT_TRUE(put(key("p", "b#3"), {}));
  EXPECT_THAT(found(wanted), ElementsAre("b#1", "b#2", "b#3"));
  ASSERT_TRUE(write_all(Delete{key("p", "b#1")}));
  EXPECT_THAT(found(wanted), ElementsAre("b#2", "b#3"));
  ASSERT_TRUE(put(key("p", "b#2"), {{"new", true}}));
  EXPECT_TRUE(query(wanted).items.front()->attributes.flag("new"));
  EXPECT_THAT(found(all()), ElementsAre("a#1", "a#2", "a#3", "ab", "b#2", "b#3", "z", "é", "🚀"));
  ASSERT_TRUE(put(key("p", "c"), {}));
  EXPECT_EQ(found(all()).size(), 10U);
}

TEST_P(StoreQueries, AreCutAtTheSizeOfAPage) {
  for (const char* sort : {"1", "2", "3", "4"}) {
    ASSERT_TRUE(put(key("big", sort), {{"t", std::string(max_item_bytes - 1000, 'x')}}));
  }
  const Query wanted{.table = "things", .partition = "big"};
  const Page page = query(wanted);
  EXPECT_THAT(sorts(page), ElementsAre("1", "2"));
  EXPECT_EQ(page.next, "2");
  EXPECT_THAT(paged(wanted), ElementsAre("1", "2", "3", "4"));
}

TEST_P(StoreContract, AnItemIsGoneFromTheMomentItExpires) {
  const Instant start{std::chrono::hours{1000000}};
  clock_.freeze(start);
  ASSERT_TRUE(write_all(Put{Item{key("p", "a"), {}, start + 10s}}));
  ASSERT_TRUE(put(key("p", "b"), {}));
  const Query all{.table = "things", .partition = "p"};
  ASSERT_TRUE(get(key("p", "a")));
  EXPECT_EQ(get(key("p", "a"))->expires, start + 10s);
  EXPECT_THAT(sorts(query(all)), ElementsAre("a", "b"));
  clock_.advance(9999ms);
  EXPECT_TRUE(get(key("p", "a")));
  EXPECT_TRUE(batch_get({key("p", "a")}).front());
  clock_.advance(1ms);
  EXPECT_THAT(get(key("p", "a")), IsNull());
  EXPECT_THAT(batch_get({key("p", "a")}).front(), IsNull());
  EXPECT_THAT(sorts(query(all)), ElementsAre("b"));
}

TEST_P(StoreContract, AnExpiredItemIsAbsentForConditionsAndUpdates) {
  const Instant start{std::chrono::hours{1000000}};
  clock_.freeze(start);
  ASSERT_TRUE(write_all(Put{Item{key("p", "a"), {{"n", std::int64_t{7}}}, start + 1s}}));
  EXPECT_FALSE(put(key("p", "a"), {}, Condition::absent()));
  ASSERT_TRUE(write_all(Update{.key = key("p", "a"), .add = {{"n", 1}}}));
  EXPECT_EQ(get(key("p", "a"))->expires, start + 1s);
  clock_.advance(1s);
  ASSERT_TRUE(write_all(Update{.key = key("p", "a"), .add = {{"n", 1}}}));
  EXPECT_EQ(attributes_at(key("p", "a")).number("n"), 1);
  EXPECT_FALSE(get(key("p", "a"))->expires);
}

TEST_P(StoreContract, ExpiredItemsDoNotShortenAPage) {
  const Instant start{std::chrono::hours{1000000}};
  clock_.freeze(start);
  for (const char* sort : {"a", "b", "c", "d", "e"}) {
    const bool dies = std::string_view{sort} < "d" || std::string_view{sort} == "e";
    ASSERT_TRUE(
        write_all(Put{Item{key("p", sort), {}, dies ? std::optional{start + 1s} : std::nullopt}}));
  }
  clock_.advance(1s);
  const Page page = query({.table = "things", .partition = "p", .limit = 1});
  EXPECT_THAT(sorts(page), ElementsAre("d"));
  EXPECT_FALSE(page.next);
}

}  // namespace
}  // namespace dailygrind::store
