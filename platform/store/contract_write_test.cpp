#include <limits>
#include <stdexcept>

#include "platform/store/contract.hpp"

namespace dailygrind::store {
namespace {

using ::testing::IsNull;

TEST_P(StoreContract, AnItemIsReadAsItWasPut) {
  const Attributes attributes{{"text", std::string{"quote \" slash \\ tab \t line \n Zürich 🚀"}},
                              {"empty", std::string{}},
                              {"number", std::int64_t{-42}},
                              {"most", std::numeric_limits<std::int64_t>::max()},
                              {"least", std::numeric_limits<std::int64_t>::min()},
                              {"yes", true},
                              {"no", false}};
  ASSERT_TRUE(put(key("p", "s"), attributes));
  const ItemPtr item = get(key("p", "s"));
  ASSERT_TRUE(item);
  EXPECT_EQ(item->key, key("p", "s"));
  EXPECT_EQ(item->attributes, attributes);
  EXPECT_FALSE(item->expires);
}

TEST_P(StoreContract, AnItemWithoutAttributesExists) {
  ASSERT_TRUE(put(key("p", "s"), {}));
  ASSERT_TRUE(get(key("p", "s")));
  EXPECT_TRUE(get(key("p", "s"))->attributes.empty());
}

TEST_P(StoreContract, AbsentIsNull) {
  EXPECT_THAT(get(key("p", "s")), IsNull());
  ASSERT_TRUE(put(key("p", "s"), {}));
  EXPECT_THAT(get(key("p", "t")), IsNull());
  EXPECT_THAT(get(key("q", "s")), IsNull());
  EXPECT_THAT(get({"others", "p", "s"}), IsNull());
}

TEST_P(StoreContract, ReadsSeeEachWriteAtOnce) {
  EXPECT_THAT(get(key("p", "s")), IsNull());
  for (std::int64_t i = 0; i < 20; ++i) {
    ASSERT_TRUE(put(key("p", "s"), {{"n", i}}));
    EXPECT_EQ(attributes_at(key("p", "s")).number("n"), i);
  }
  ASSERT_TRUE(write_all(Delete{key("p", "s")}));
  EXPECT_THAT(get(key("p", "s")), IsNull());
}

TEST_P(StoreContract, PutReplacesTheWholeItem) {
  ASSERT_TRUE(put(key("p", "s"), {{"a", true}, {"b", true}}));
  ASSERT_TRUE(put(key("p", "s"), {{"b", false}}));
  EXPECT_EQ(attributes_at(key("p", "s")), (Attributes{{"b", false}}));
}

TEST_P(StoreContract, UpdateChangesWhatItNames) {
  ASSERT_TRUE(put(key("p", "s"), {{"keep", true}, {"drop", true}, {"n", std::int64_t{5}}}));
  ASSERT_TRUE(write_all(Update{.key = key("p", "s"),
                               .set = {{"new", std::string{"x"}}},
                               .remove = {"drop", "never there"},
                               .add = {{"n", -7}, {"m", 3}}}));
  EXPECT_EQ(attributes_at(key("p", "s")), (Attributes{{"keep", true},
                                                      {"new", std::string{"x"}},
                                                      {"n", std::int64_t{-2}},
                                                      {"m", std::int64_t{3}}}));
}

TEST_P(StoreContract, UpdateCreatesUnlessForbidden) {
  const Update update{.key = key("p", "s"), .add = {{"n", 1}}, .condition = Condition::exists()};
  EXPECT_FALSE(write_all(update));
  EXPECT_THAT(get(key("p", "s")), IsNull());
  ASSERT_TRUE(write_all(Update{.key = key("p", "s"), .add = {{"n", 1}}}));
  EXPECT_EQ(attributes_at(key("p", "s")).number("n"), 1);
}

TEST_P(StoreContract, DeletingWhatIsAbsentIsNoError) {
  EXPECT_TRUE(write_all(Delete{key("p", "s")}));
  EXPECT_FALSE(write_all(Delete{key("p", "s"), Condition::exists()}));
}

TEST_P(StoreContract, ConditionsOnAnAbsentItem) {
  const auto demand = [&](Condition condition) {
    return write_all(Check{key("p", "s"), std::move(condition)}).has_value();
  };
  EXPECT_TRUE(demand({}));
  EXPECT_TRUE(demand(Condition::absent()));
  EXPECT_FALSE(demand(Condition::exists()));
  EXPECT_FALSE(demand(Condition::equals("n", std::int64_t{0})));
  EXPECT_TRUE(demand(Condition::absent_or_less("n", -5)));
  EXPECT_TRUE(demand(Condition::absent_or_lacks("n")));
  EXPECT_TRUE(demand(Condition::absent_or_equals("n", std::int64_t{0})));
  EXPECT_FALSE(demand(Condition::exists_without("n")));
  EXPECT_FALSE(demand(Condition::exists() && Condition::absent()));
  EXPECT_THAT(get(key("p", "s")), IsNull());
}

TEST_P(StoreContract, ConditionsOnAnExistingItem) {
  ASSERT_TRUE(put(key("p", "s"), {{"n", std::int64_t{5}}, {"t", std::string{"5"}}, {"b", true}}));
  const auto demand = [&](Condition condition) {
    return write_all(Check{key("p", "s"), std::move(condition)}).has_value();
  };
  EXPECT_TRUE(demand(Condition::exists()));
  EXPECT_FALSE(demand(Condition::absent()));
  EXPECT_TRUE(demand(Condition::equals("n", std::int64_t{5})));
  EXPECT_FALSE(demand(Condition::equals("n", std::int64_t{6})));
  EXPECT_FALSE(demand(Condition::equals("n", std::string{"5"})));
  EXPECT_TRUE(demand(Condition::equals("b", true)));
  EXPECT_FALSE(demand(Condition::equals("missing", false)));
  EXPECT_TRUE(demand(Condition::absent_or_less("n", 6)));
  EXPECT_FALSE(demand(Condition::absent_or_less("n", 5)));
  EXPECT_FALSE(demand(Condition::absent_or_less("t", 6)));
  EXPECT_FALSE(demand(Condition::absent_or_less("missing", 6)));
  EXPECT_TRUE(demand(Condition::absent_or_lacks("missing")));
  EXPECT_FALSE(demand(Condition::absent_or_lacks("n")));
  EXPECT_TRUE(demand(Condition::absent_or_equals("b", true)));
  EXPECT_FALSE(demand(Condition::absent_or_equals("b", false)));
  EXPECT_FALSE(demand(Condition::absent_or_equals("missing", false)));
  EXPECT_TRUE(demand(Condition::exists_without("missing")));
  EXPECT_FALSE(demand(Condition::exists_without("b")));
  EXPECT_TRUE(demand(Condition::exists() && Condition::equals("t", std::string{"5"})));
  EXPECT_FALSE(demand(Condition::exists() && Condition::equals("t", std::string{"6"})));
}

TEST_P(StoreContract, ATransactionIsAllOrNothing) {
  ASSERT_TRUE(put(key("p", "taken"), {{"by", std::string{"first"}}}));
  const WriteResult result = write_all(Put{{key("p", "a")}}, Delete{key("p", "taken")},
                                       Check{key("p", "nowhere"), Condition::exists()},
                                       Put{{key("p", "b")}, Condition::absent()});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().index, 2U);
  EXPECT_THAT(result.error().existing, IsNull());
  EXPECT_THAT(get(key("p", "a")), IsNull());
  EXPECT_THAT(get(key("p", "b")), IsNull());
  EXPECT_TRUE(get(key("p", "taken")));
}

TEST_P(StoreContract, ARefusalShowsWhatWasThere) {
  ASSERT_TRUE(put(key("p", "s"), {{"by", std::string{"first"}}}));
  const WriteResult result =
      write_all(Put{{key("p", "a")}}, Put{{key("p", "s")}, Condition::absent()},
                Check{key("p", "nowhere"), Condition::exists()});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().index, 1U);
  ASSERT_TRUE(result.error().existing);
  EXPECT_EQ(result.error().existing->key, key("p", "s"));
  EXPECT_EQ(result.error().existing->attributes.text("by"), "first");
}

TEST_P(StoreContract, ATransactionSpansTablesAndPartitions) {
  std::vector<Write> writes;
  for (int i = 0; i < 100; ++i) {
    writes.emplace_back(Put{{{i % 2 ? "things" : "others", "p" + std::to_string(i), "s"}}});
  }
  ASSERT_TRUE(write(writes));
  EXPECT_TRUE(get({"things", "p99", "s"}));
  EXPECT_TRUE(get({"others", "p98", "s"}));
}

TEST_P(StoreContract, BrokenLimitsAreDefects) {
  const auto broken = [&](std::vector<Write> writes) {
    EXPECT_THROW(write(std::move(writes)), std::logic_error);
  };
  broken({});
  broken(std::vector<Write>(2, Put{{key("p", "s")}}));
  std::vector<Write> many;
  for (int i = 0; i < 101; ++i) many.emplace_back(Put{{key("p", std::to_string(i))}});
  broken(many);
  broken({Put{{key("", "s")}}});
  broken({Put{{key("p", "")}}});
  broken({Put{{{"", "p", "s"}}}});
  broken({Put{{key(std::string(max_partition_key_bytes + 1, 'p'), "s")}}});
  broken({Put{{key("p", std::string(max_sort_key_bytes + 1, 's'))}}});
  broken({Put{{key("p", "s"), {{"a", std::string(max_item_bytes, 'x')}}}}});
  broken({Put{{key("p", "s"), {{"a", std::string{"\xC3("}}}}}});
  broken({Put{{key("p\xFF", "s")}}});
  broken({Update{.key = key("p", "s"), .set = {{"n", true}}, .remove = {"n"}}});
  EXPECT_THROW(get(key("", "s")), std::logic_error);
  EXPECT_THROW(batch_get({key("p", "s"), key("p", "")}), std::logic_error);
  EXPECT_THROW(query({.table = "things", .partition = ""}), std::logic_error);
  EXPECT_THROW(query({.table = "things", .partition = "p", .limit = 0}), std::logic_error);
}

TEST_P(StoreContract, AnImpossibleUpdateWritesNothing) {
  ASSERT_TRUE(put(key("p", "s"), {{"t", std::string(max_item_bytes - 100, 'x')},
                                  {"n", std::numeric_limits<std::int64_t>::max()}}));
  const auto impossible = [&](Update update) {
    EXPECT_THROW(write_all(Put{{key("p", "a")}}, std::move(update)), std::logic_error);
  };
  impossible({.key = key("p", "s"), .set = {{"more", std::string(200, 'x')}}});
  impossible({.key = key("p", "s"), .add = {{"t", 1}}});
  impossible({.key = key("p", "s"), .add = {{"n", 1}}});
  EXPECT_THAT(get(key("p", "a")), IsNull());
}

TEST_P(StoreContract, TheLargestItemFits) {
  const std::string text(max_item_bytes - 100, 'x');
  ASSERT_TRUE(put(key("p", "s"), {{"t", text}}));
  EXPECT_EQ(attributes_at(key("p", "s")).text("t"), text);
}

TEST_P(StoreContract, BatchKeepsOrderNullsAndRepeats) {
  ASSERT_TRUE(put(key("p", "a"), {{"n", std::int64_t{1}}}));
  ASSERT_TRUE(put(key("q", "b"), {{"n", std::int64_t{2}}}));
  const auto items = batch_get({key("q", "b"), key("p", "nowhere"), key("p", "a"), key("q", "b")});
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0]->attributes.number("n"), 2);
  EXPECT_THAT(items[1], IsNull());
  EXPECT_EQ(items[2]->attributes.number("n"), 1);
  EXPECT_EQ(items[3]->attributes.number("n"), 2);
  EXPECT_TRUE(batch_get({}).empty());
}

TEST_P(StoreContract, CountsOperations) {
  const Statistics before = store().statistics();
  ASSERT_TRUE(testing::run(store().write({Put{{key("p", "a")}}, Put{{key("p", "b")}}})));
  testing::run(store().get(key("p", "a")));
  testing::run(store().batch_get({key("p", "a"), key("p", "b"), key("p", "c")}));
  testing::run(store().query({.table = "things", .partition = "p"}));
  const Statistics after = store().statistics();
  EXPECT_EQ(after.gets - before.gets, 1U);
  EXPECT_EQ(after.batch_gets - before.batch_gets, 1U);
  EXPECT_EQ(after.batch_items - before.batch_items, 3U);
  EXPECT_EQ(after.queries - before.queries, 1U);
  EXPECT_EQ(after.transactions - before.transactions, 1U);
  EXPECT_EQ(after.writes - before.writes, 2U);
}

}  // namespace
}  // namespace dailygrind::store
