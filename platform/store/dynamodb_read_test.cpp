#include "platform/core/problem.hpp"
#include "platform/store/testing/dynamodb_fixture.hpp"

namespace dailygrind::store {
namespace {

using ::testing::ElementsAre;
using testing::error;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsNull;
using ::testing::SizeIs;

class DynamodbRead : public testing::DynamodbFixture {
 protected:
  static std::string page(const std::string& items, const std::string& last = "") {
    const std::string more = last.empty() ? "" : R"(,"LastEvaluatedKey":)" + item(last);
    return R"({"Items":[)" + items + "]" + more + "}";
  }
  Page query(Query wanted) {
    wanted.table = "things";
    wanted.partition = "p";
    return run(store_->query(std::move(wanted)));
  }
  static std::vector<std::string> sorts(const Page& page) {
    std::vector<std::string> sorts;
    for (const ItemPtr& item : page.items) sorts.push_back(item->key.sort);
    return sorts;
  }
  [[nodiscard]] std::int64_t limit(std::size_t index) const {
    return call(index).json().at("Limit").as_int64();
  }
};

TEST_F(DynamodbRead, GetsConsistently) {
  answer(R"({"Item":)" + item("s", R"(,"_n":{"N":"5"})") + "}");
  const ItemPtr found = run(store_->get(key("s")));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->key, key("s"));
  EXPECT_EQ(found->attributes.number("n"), 5);
  EXPECT_EQ(call(0).operation, "GetItem");
  EXPECT_EQ(request(0), R"({"TableName":"test-things","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},)"
                        R"("ConsistentRead":true,"ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_THAT(dynamodb_.calls.back().headers,
              ElementsAre(std::pair{"Content-Type", "application/x-amz-json-1.0"},
                          std::pair{"X-Amz-Target", "DynamoDB_20120810.GetItem"}));
}

TEST_F(DynamodbRead, GetsNullForWhatIsAbsentOrHasExpired) {
  answer("{}");
  EXPECT_THAT(run(store_->get(key("s"))), IsNull());
  answer(R"({"Item":)" + item("s", expires(1'000'000)) + "}");
  EXPECT_THAT(run(store_->get(key("s"))), IsNull());
  answer(R"({"Item":)" + item("s", expires(1'000'001)) + "}");
  EXPECT_TRUE(run(store_->get(key("s"))));
}

TEST_F(DynamodbRead, DoesNotAskForKeysThatNoItemHas) {
  EXPECT_THAT(run(store_->get(key("\xFF"))), IsNull());
  EXPECT_THAT(run(store_->batch_get({key("\xFF")})), ElementsAre(IsNull()));
  EXPECT_THAT(query({.from = "b", .to = "a"}).items, IsEmpty());
  EXPECT_THAT(dynamodb_.calls, IsEmpty());
}

TEST_F(DynamodbRead, RefusesTablesThatItWasNotTold) {
  EXPECT_THROW(run(store_->get({"elsewhere", "p", "s"})), std::logic_error);
  EXPECT_THROW(run(store_->batch_get({{"elsewhere", "p", "s"}})), std::logic_error);
}

TEST_F(DynamodbRead, BatchesAskForEachKeyOnce) {
  answer(R"({"Responses":{"test-things":[)" + item("b") + "," + item("a") + R"(],"test-others":[)" +
         item("a", R"(,"_n":{"N":"1"})") + "]}}");
  const auto items =
      run(store_->batch_get({key("a"), key("nowhere"), key("b"), key("a"), {"others", "p", "a"}}));
  ASSERT_THAT(items, SizeIs(5));
  EXPECT_EQ(items[0]->key, key("a"));
  EXPECT_THAT(items[1], IsNull());
  EXPECT_EQ(items[2]->key, key("b"));
  EXPECT_EQ(items[3], items[0]);
  EXPECT_EQ(items[4]->attributes.number("n"), 1);
  const auto wanted = call(0).json().at("RequestItems");
  EXPECT_EQ(boost::json::serialize(wanted.at("test-others")),
            R"({"Keys":[{"pk":{"S":"p"},"sk":{"S":"a"}}],"ConsistentRead":true})");
  EXPECT_THAT(wanted.at("test-things").at("Keys").as_array(), SizeIs(3));
}

TEST_F(DynamodbRead, ReadsThatBeginTogetherAreOneCall) {
  answer(R"({"Responses":{"test-things":[)" + item("b") + "," + item("a") + "]}}");
  std::vector<Task<ItemPtr>> reads;
  reads.push_back(store_->get(key("a")));
  reads.push_back(store_->get(key("b")));
  const auto items = dailygrind::testing::run_all(std::move(reads));
  EXPECT_EQ(items[0]->key, key("a"));
  EXPECT_EQ(items[1]->key, key("b"));
  EXPECT_THAT(operations(), ElementsAre("BatchGetItem"));
}

TEST_F(DynamodbRead, ABatchOfOneKeyIsNone) {
  answer(R"({"Item":)" + item("a") + "}");
  EXPECT_THAT(run(store_->batch_get({key("a"), key("a")})), SizeIs(2));
  EXPECT_THAT(operations(), ElementsAre("GetItem"));
}

TEST_F(DynamodbRead, BatchesOfMoreThanAHundredAreDivided) {
  std::vector<Key> keys;
  for (int i = 0; i < 250; ++i) keys.push_back(key(std::to_string(i)));
  EXPECT_THAT(run(store_->batch_get(keys)), SizeIs(250));
  std::vector<std::size_t> sizes;
  for (const auto& call : dynamodb_.calls) {
    sizes.push_back(call.json().at("RequestItems").at("test-things").at("Keys").as_array().size());
  }
  EXPECT_THAT(sizes, ElementsAre(100, 100, 50));
}

TEST_F(DynamodbRead, BatchesAskAgainForWhatWasLeft) {
  const std::string left =
      R"({"test-things":{"Keys":[)" + item("b") + R"(],"ConsistentRead":true}})";
  answer(R"({"Responses":{"test-things":[)" + item("a") + R"(]},"UnprocessedKeys":)" + left + "}");
  answer(R"({"Responses":{"test-things":[)" + item("b") + R"(]},"UnprocessedKeys":{}})");
  const auto items = run(store_->batch_get({key("a"), key("b")}));
  EXPECT_TRUE(items[0]);
  EXPECT_TRUE(items[1]);
  EXPECT_EQ(boost::json::serialize(call(1).json().at("RequestItems")), left);
}

TEST_F(DynamodbRead, BatchesThatDoNotAdvanceAreGivenUp) {
  const std::string left = R"({"UnprocessedKeys":{"test-things":{"Keys":[)" + item("a") + "," +
                           item("b") + R"(],"ConsistentRead":true}}})";
  for (int i = 0; i < 10; ++i) answer(left);
  EXPECT_THROW(run(store_->batch_get({key("a"), key("b")})), Problem);
  EXPECT_THAT(dynamodb_.calls, SizeIs(3));
}

TEST_F(DynamodbRead, QueriesForOneMoreThanThePageTakes) {
  answer(page(item("a") + "," + item("b") + "," + item("c"), "c"));
  const Page found = query({.prefix = "x", .backward = true, .limit = 2});
  EXPECT_THAT(sorts(found), ElementsAre("a", "b"));
  EXPECT_EQ(found.next, "b");
  EXPECT_EQ(
      request(0),
      R"({"TableName":"test-things","ConsistentRead":true,)"
      R"("KeyConditionExpression":"pk = :pk AND sk BETWEEN :lower AND :upper",)"
      R"("ExpressionAttributeValues":{":pk":{"S":"p"},":lower":{"S":"x"},":upper":{"S":"y"}},)"
      R"("ScanIndexForward":false,"Limit":3,"ReturnConsumedCapacity":"TOTAL"})");
}

TEST_F(DynamodbRead, QueriesGoOnUntilThePageIsFull) {
  answer(page(item("a"), "a"));
  answer(page("", "m"));
  answer(page(item("n") + "," + item("o"), "o"));
  const Page found = query({.limit = 2});
  EXPECT_THAT(sorts(found), ElementsAre("a", "n"));
  EXPECT_EQ(found.next, "n");
  EXPECT_EQ(boost::json::serialize(call(2).json().at("ExclusiveStartKey")), item("m"));
  EXPECT_EQ(limit(0), 3);
  EXPECT_EQ(limit(1), 2);
}

TEST_F(DynamodbRead, QueriesNameNoNextPageWhereOnlyExpiredItemsFollow) {
  answer(page(item("a", expires(5)) + "," + item("b") + "," + item("c", expires(5)), "c"));
  answer(page(item("d", expires(5))));
  const Page found = query({.limit = 1});
  EXPECT_THAT(sorts(found), ElementsAre("b"));
  EXPECT_FALSE(found.next);
  EXPECT_THAT(dynamodb_.calls, SizeIs(2));
}

TEST_F(DynamodbRead, QueriesLeaveOutTheUpperBound) {
  answer(page(item("a") + "," + item("b")));
  const Page found = query({.from = "a", .to = "b", .limit = 1});
  EXPECT_THAT(sorts(found), ElementsAre("a"));
  EXPECT_FALSE(found.next);
}

TEST_F(DynamodbRead, TriesAgainWhenThrottled) {
  answer(error("ProvisionedThroughputExceededException"));
  answer(error("ThrottlingException"));
  EXPECT_THAT(run(store_->get(key("s"))), IsNull());
  for (int i = 0; i < 3; ++i) answer(error("RequestLimitExceeded"));
  EXPECT_THROW(run(store_->get(key("s"))), Problem);
  EXPECT_THAT(dynamodb_.calls, SizeIs(6));
}

TEST_F(DynamodbRead, TellsDefectsFromFailures) {
  answer(error("ValidationException"));
  EXPECT_THROW(run(store_->get(key("s"))), std::logic_error);
  answer(error("ResourceNotFoundException"));
  EXPECT_THROW(run(store_->get(key("s"))), Problem);
  answer(aws::Error{"", 0, "dynamodb GetItem: timed out"});
  EXPECT_THROW(run(store_->get(key("s"))), Problem);
  answer("<html>");
  EXPECT_THROW(run(store_->get(key("s"))), Problem);
}

TEST_F(DynamodbRead, CountsConsumedCapacity) {
  answer(R"({"ConsumedCapacity":{"TableName":"test-things","CapacityUnits":2.0}})");
  run(store_->get(key("s")));
  answer(R"({"Responses":{},"ConsumedCapacity":[{"TableName":"test-things","CapacityUnits":3.0},)"
         R"({"TableName":"test-others","CapacityUnits":1.0}]})");
  run(store_->batch_get({key("s"), {"others", "p", "s"}}));
  answer(R"({"ConsumedCapacity":{"TableName":"test-things","CapacityUnits":4.0}})");
  EXPECT_TRUE(write(Put{{key("s")}}));
  const std::string name = "dailygrind_dynamodb_consumed_units_total";
  const auto count = [&](const char* table, const char* kind) {
    return metrics_.counter(name, "", {{"table", table}, {"kind", kind}}).value();
  };
  EXPECT_EQ(count("things", "read"), 5U);
  EXPECT_EQ(count("others", "read"), 1U);
  EXPECT_EQ(count("things", "write"), 4U);
}

}  // namespace
}  // namespace dailygrind::store
