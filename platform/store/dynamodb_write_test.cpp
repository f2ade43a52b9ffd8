#include <limits>

#include "platform/core/problem.hpp"
#include "platform/store/testing/dynamodb_fixture.hpp"

namespace dailygrind::store {
namespace {

using testing::cancelled;
using ::testing::ElementsAre;
using testing::error;
using ::testing::HasSubstr;
using ::testing::IsNull;
using ::testing::Not;
using ::testing::SizeIs;

class DynamodbWrite : public testing::DynamodbFixture {
 protected:
  [[nodiscard]] boost::json::value action(std::size_t index, std::size_t write = 0) const {
    return call(index).json().at("TransactItems").as_array().at(write);
  }
  static Update add_one(std::string sort, Condition condition = {}) {
    return {.key = key(std::move(sort)), .add = {{"n", 1}}, .condition = std::move(condition)};
  }
};

TEST_F(DynamodbWrite, WhatMayBeDoneTwiceIsARequestByItself) {
  EXPECT_TRUE(write(Put{{key("s"), {{"n", std::int64_t{1}}}}}));
  EXPECT_EQ(request(0), R"({"TableName":"test-things",)"
                        R"("Item":{"pk":{"S":"p"},"sk":{"S":"s"},"_n":{"N":"1"}},)"
                        R"("ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_TRUE(write(Delete{key("s")}));
  EXPECT_EQ(request(1), R"({"TableName":"test-things","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},)"
                        R"("ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_TRUE(write(Update{.key = key("s"), .set = {{"a", true}}}));
  EXPECT_EQ(request(2),
            R"({"TableName":"test-things","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},)"
            R"("UpdateExpression":"SET #0 = :0",)"
            R"~("ConditionExpression":"(attribute_not_exists(expires_ms) OR expires_ms > :now)",)~"
            R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD",)"
            R"("ExpressionAttributeNames":{"#0":"_a"},)"
            R"("ExpressionAttributeValues":{":0":{"BOOL":true},":now":{"N":"1000000"}},)"
            R"("ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_THAT(operations(), ElementsAre("PutItem", "DeleteItem", "UpdateItem"));
}

TEST_F(DynamodbWrite, WhatMayNotIsATransactionWithAToken) {
  EXPECT_TRUE(write(Put{{key("s")}, Condition::absent()}));
  EXPECT_TRUE(write(Delete{key("s"), Condition::exists()}));
  EXPECT_TRUE(write(add_one("s")));
  EXPECT_THAT(operations(), ::testing::Each("TransactWriteItems"));
  EXPECT_NE(token(0), token(1));
  EXPECT_EQ(boost::json::serialize(action(0)),
            R"({"Put":{"TableName":"test-things","Item":{"pk":{"S":"p"},"sk":{"S":"s"}},)"
            R"~("ConditionExpression":"(attribute_not_exists(pk) OR expires_ms <= :now)",)~"
            R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD",)"
            R"("ExpressionAttributeValues":{":now":{"N":"1000000"}}}})");
  EXPECT_TRUE(action(1).at("Delete").is_object());
  EXPECT_EQ(action(2).at("Update").at("UpdateExpression").as_string(), "ADD #0 :0");
}

TEST_F(DynamodbWrite, SeveralAreOneTransaction) {
  EXPECT_TRUE(write(Put{{key("a")}}, Delete{key("b")}, Check{key("c"), Condition::exists()},
                    Check{{"others", "p", "d"}, {}}));
  ASSERT_THAT(operations(), ElementsAre("TransactWriteItems"));
  EXPECT_THAT(boost::json::serialize(action(0, 0)), Not(HasSubstr("Condition")));
  EXPECT_THAT(boost::json::serialize(action(0, 2)),
              HasSubstr(R"({"ConditionCheck":{"TableName":"test-things","Key":)"));
  EXPECT_EQ(action(0, 3).at("ConditionCheck").at("ConditionExpression").as_string(),
            "attribute_exists(pk) OR attribute_not_exists(pk)");
}

TEST_F(DynamodbWrite, ACheckAloneIsARead) {
  answer(R"({"Item":)" + item("s") + "}");
  const auto result = write(Check{key("s"), Condition::absent()});
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().existing);
  EXPECT_TRUE(write(Check{key("s"), Condition::absent()}));
  EXPECT_THAT(operations(), ElementsAre("GetItem", "GetItem"));
}

TEST_F(DynamodbWrite, TheFirstFailedConditionIsTheRefusal) {
  answer(cancelled({"None", refused(item("b", R"(,"_by":{"S":"x"})")), "ConditionalCheckFailed"}));
  const auto result = write(Put{{key("a")}}, Put{{key("b")}, Condition::absent()},
                            Check{key("c"), Condition::exists()});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().index, 1U);
  EXPECT_EQ(result.error().existing->attributes.text("by"), "x");
}

TEST_F(DynamodbWrite, ARefusalShowsNothingThatHasExpired) {
  answer(cancelled({refused(item("s", expires(1'000'000)))}));
  const auto result = write(Put{{key("s")}, Condition::exists()});
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().existing, IsNull());
}

TEST_F(DynamodbWrite, AConflictIsTriedAgainWithTheSameToken) {
  answer(cancelled({"None", "TransactionConflict"}));
  answer(error("TransactionInProgressException"));
  EXPECT_TRUE(write(Put{{key("a")}}, Put{{key("b")}}));
  EXPECT_THAT(dynamodb_.calls, SizeIs(3));
  EXPECT_EQ(request(0), request(1));
  EXPECT_EQ(request(0), request(2));
}

TEST_F(DynamodbWrite, AnotherAttemptIsTheSameRequestThoughTimePasses) {
  answer(cancelled({"ThrottlingError", "None"}));
  dynamodb_.on_call = [&] { clock_.advance(milliseconds{1}); };
  EXPECT_TRUE(write(Put{{key("a")}, Condition::absent()}, Put{{key("b")}}));
  EXPECT_EQ(request(0), request(1)) << "DynamoDB refuses another request with the same token";
}

TEST_F(DynamodbWrite, ConflictsEndWithUnavailable) {
  for (int i = 0; i < 5; ++i) answer(cancelled({"TransactionConflict", "None"}));
  EXPECT_THROW(write(Put{{key("a")}}, Put{{key("b")}}), Problem);
  EXPECT_THAT(dynamodb_.calls, SizeIs(3));
}

TEST_F(DynamodbWrite, AConflictBeforeAFailedConditionLeavesOpenWhichIsTheFirst) {
  answer(cancelled({"TransactionConflict", "ConditionalCheckFailed"}));
  answer(cancelled({"ConditionalCheckFailed", "ConditionalCheckFailed"}));
  const auto put_both = [&] {
    return write(Put{{key("a")}, Condition::exists()}, Put{{key("b")}, Condition::exists()});
  };
  EXPECT_EQ(put_both().error().index, 0U);
  for (int i = 0; i < 3; ++i) answer(cancelled({"TransactionConflict", "ConditionalCheckFailed"}));
  EXPECT_EQ(put_both().error().index, 1U) << "it did fail, after all";
  answer(cancelled({"ConditionalCheckFailed", "TransactionConflict"}));
  EXPECT_EQ(put_both().error().index, 0U);
  EXPECT_THAT(dynamodb_.calls, SizeIs(6));
}

TEST_F(DynamodbWrite, AnExpiredItemIsReplacedByWhatAnUpdateMakesOfNothing) {
  answer(cancelled({"None", refused(item("s", expires(5) + R"(,"_n":{"N":"7"})"))}));
  EXPECT_TRUE(write(Put{{key("a")}}, add_one("s")));
  ASSERT_THAT(dynamodb_.calls, SizeIs(2));
  EXPECT_NE(token(0), token(1));
  EXPECT_EQ(boost::json::serialize(action(1, 1)),
            R"({"Put":{"TableName":"test-things",)"
            R"("Item":{"pk":{"S":"p"},"sk":{"S":"s"},"_n":{"N":"1"}},)"
            R"~("ConditionExpression":"(attribute_not_exists(pk) OR expires_ms <= :now)",)~"
            R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD",)"
            R"("ExpressionAttributeValues":{":now":{"N":"1000000"}}}})");
}

TEST_F(DynamodbWrite, AnUpdateByItselfReplacesAnExpiredItemToo) {
  answer(error("ConditionalCheckFailedException", R"(,"Item":)" + item("s", expires(5))));
  EXPECT_TRUE(write(Update{.key = key("s"), .set = {{"a", true}}}));
  EXPECT_THAT(operations(), ElementsAre("UpdateItem", "TransactWriteItems"));
}

TEST_F(DynamodbWrite, AnUpdateOfWhatSomebodyElseMadeMeanwhileIsAnUpdateAgain) {
  answer(cancelled({refused(item("s", expires(5)))}));
  answer(cancelled({refused(item("s", R"(,"_n":{"N":"3"})"))}));
  EXPECT_TRUE(write(add_one("s")));
  ASSERT_THAT(dynamodb_.calls, SizeIs(3));
  EXPECT_TRUE(action(1).as_object().contains("Put"));
  EXPECT_TRUE(action(2).as_object().contains("Update"));
}

TEST_F(DynamodbWrite, AnUpdateOfAnExpiredItemIsRefusedWhereItMustExist) {
  answer(cancelled({refused(item("s", expires(5)))}));
  const auto result = write(add_one("s", Condition::exists()));
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().existing, IsNull());
}

TEST_F(DynamodbWrite, ItemsThatExpireAndAppearForEverAreUnavailable) {
  for (int i = 0; i < 10; ++i) {
    answer(cancelled({refused(item("s", i % 2 ? "" : expires(5)))}));
  }
  EXPECT_THROW(write(add_one("s")), Problem);
  EXPECT_THAT(dynamodb_.calls, SizeIs(3));
}

TEST_F(DynamodbWrite, AnImpossibleAdditionIsADefect) {
  answer(cancelled({"None", refused(item("s", R"(,"_n":{"S":"x"})"))}));
  EXPECT_THROW(write(Put{{key("a")}}, add_one("s")), std::logic_error);
  answer(cancelled({refused(item("s", R"(,"_n":{"N":"9223372036854775807"})"))}));
  EXPECT_THROW(write(add_one("s")), std::logic_error);
}

TEST_F(DynamodbWrite, ARefusalComesBeforeAnImpossibleAddition) {
  answer(cancelled({refused(item("s", R"(,"_n":{"S":"x"})")), "ConditionalCheckFailed"}));
  EXPECT_EQ(write(add_one("s"), Check{key("c"), Condition::exists()}).error().index, 1U);
  answer(cancelled({"ValidationError", "ConditionalCheckFailed"}));
  EXPECT_EQ(write(add_one("s"), Check{key("c"), Condition::exists()}).error().index, 1U);
}

TEST_F(DynamodbWrite, WhatDynamodbFindsInvalidIsADefect) {
  answer(cancelled({"None", "ValidationError"}));
  EXPECT_THROW(write(Put{{key("a")}}, add_one("s")), std::logic_error);
  answer(error("ValidationException"));
  EXPECT_THROW(write(Put{{key("a")}}), std::logic_error);
  answer(cancelled({refused(item("s"))}));
  EXPECT_THROW(write(Put{{key("s")}, Condition::exists()}), std::logic_error);
}

TEST_F(DynamodbWrite, FailuresAreUnavailable) {
  answer(aws::Error{"", 0, "dynamodb PutItem: timed out"});
  EXPECT_THROW(write(Put{{key("a")}}), Problem);
  answer(cancelled({"ItemCollectionSizeLimitExceeded"}));
  EXPECT_THROW(write(Put{{key("a")}, Condition::absent()}), Problem);
  answer(cancelled({"None"}));
  EXPECT_THROW(write(Put{{key("a")}, Condition::absent()}), Problem);
  answer(error("TransactionCanceledException"));
  EXPECT_THROW(write(Put{{key("a")}, Condition::absent()}), Problem);
}

TEST_F(DynamodbWrite, ChecksTheLimitsOfThePortFirst) {
  EXPECT_THROW(write(Put{{key("")}}), std::logic_error);
  EXPECT_THROW(write(Put{{{"elsewhere", "p", "s"}}}), std::logic_error);
  EXPECT_THAT(dynamodb_.calls, SizeIs(0));
}

class DynamodbTables : public testing::DynamodbFixture {};

TEST_F(DynamodbTables, AreMadeWhereTheyAreMissing) {
  answer(R"({"Table":{"TableStatus":"ACTIVE"}})");
  answer(R"({"Table":{"TableStatus":"ACTIVE"}})");
  answer(error("ResourceNotFoundException"));
  answer("{}");
  answer(R"({"Table":{"TableStatus":"ACTIVE"}})");
  run(make_missing_tables(dynamodb_, {.prefix = "test-", .tables = {"things", "others"}}));
  EXPECT_THAT(operations(), ElementsAre("DescribeTable", "DescribeTable", "DescribeTable",
                                        "CreateTable", "DescribeTable", "UpdateTimeToLive"));
  EXPECT_EQ(request(3),
            R"({"TableName":"test-others",)"
            R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},)"
            R"({"AttributeName":"sk","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
            R"({"AttributeName":"sk","KeyType":"RANGE"}],"BillingMode":"PAY_PER_REQUEST"})");
  EXPECT_EQ(request(5), R"({"TableName":"test-others",)"
                        R"("TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true}})");
}

TEST_F(DynamodbTables, AreUnavailableWhereTheyMayNotBeMade) {
  answer(error("AccessDeniedException"));
  EXPECT_THROW(run(make_missing_tables(dynamodb_, {.tables = {"things"}})), Problem);
}

}  // namespace
}  // namespace dailygrind::store
