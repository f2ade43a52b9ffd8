#include "platform/store/dynamodb_expressions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <limits>

namespace dailygrind::store::dynamodb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Instant now{milliseconds{1'000}};
const std::string live = "(attribute_not_exists(expires_ms) OR expires_ms > :now)";

std::string condition_of_put(Condition condition) {
  Placeholders placeholders;
  return condition_expression(Put{{}, std::move(condition)}, now, placeholders);
}

std::string placeholders_of(Placeholders& placeholders) {
  boost::json::object request;
  placeholders.move_to(request);
  return boost::json::serialize(request);
}

TEST(DynamodbConditions, AskNothingWhereNothingIsDemanded) { EXPECT_EQ(condition_of_put({}), ""); }

TEST(DynamodbConditions, TakeWhatHasExpiredForAbsent) {
  EXPECT_EQ(condition_of_put(Condition::exists()), "attribute_exists(pk) AND " + live);
  EXPECT_EQ(condition_of_put(Condition::absent()),
            "(attribute_not_exists(pk) OR expires_ms <= :now)");
  EXPECT_EQ(condition_of_put(Condition::equals("n", true)), "#0 = :0 AND " + live);
  EXPECT_EQ(condition_of_put(Condition::absent_or_less("n", 5)),
            "(attribute_not_exists(pk) OR expires_ms <= :now OR #0 < :1 AND " + live + ")");
  EXPECT_EQ(condition_of_put(Condition::absent_or_lacks("n")),
            "(attribute_not_exists(pk) OR expires_ms <= :now OR attribute_not_exists(#0) OR "
            "expires_ms <= :now)");
  EXPECT_EQ(condition_of_put(Condition::absent_or_equals("n", true)),
            "(attribute_not_exists(pk) OR expires_ms <= :now OR #0 = :1 AND " + live + ")");
  EXPECT_EQ(
      condition_of_put(Condition::exists_without("n")),
      "attribute_exists(pk) AND (attribute_not_exists(#0) OR expires_ms <= :now) AND " + live);
}

TEST(DynamodbConditions, SayOnceThatAnItemIsThere) {
  EXPECT_EQ(condition_of_put(Condition::exists() && Condition::equals("a", std::int64_t{1}) &&
                             Condition::equals("a", std::int64_t{2})),
            "attribute_exists(pk) AND #0 = :0 AND #0 = :1 AND " + live);
}

TEST(DynamodbConditions, FailWhereANumberIsComparedWithAText) {
  const Condition odd{{{Condition::Test::less, "n", std::string{"x"}}}};
  EXPECT_THAT(condition_of_put(odd),
              HasSubstr("attribute_exists(pk) AND attribute_not_exists(pk)"));
}

TEST(DynamodbConditions, NameAttributesAndValuesByPlaceholders) {
  Placeholders placeholders;
  (void)condition_expression(Delete{{}, Condition::equals("size", std::string{"x"})}, now,
                             placeholders);
  EXPECT_EQ(placeholders_of(placeholders),
            R"({"ExpressionAttributeNames":{"#0":"_size"},)"
            R"("ExpressionAttributeValues":{":0":{"S":"x"},":now":{"N":"1000"}}})");
  Placeholders none;
  EXPECT_EQ(placeholders_of(none), "{}");
}

TEST(DynamodbUpdates, SetRemoveAndAdd) {
  Placeholders placeholders;
  const Update update{
      .set = {{"a", true}, {"b", std::string{}}}, .remove = {"c"}, .add = {{"n", -7}}};
  EXPECT_EQ(update_expression(update, placeholders), "SET #0 = :0, #1 = :1 REMOVE #2 ADD #3 :2");
  EXPECT_EQ(placeholders_of(placeholders),
            R"({"ExpressionAttributeNames":{"#0":"_a","#1":"_b","#2":"_c","#3":"_n"},)"
            R"("ExpressionAttributeValues":{":0":{"BOOL":true},":1":{"S":""},":2":{"N":"-7"}}})");
}

TEST(DynamodbUpdates, CreateAnItemThoughTheySayNothingOfIt) {
  Placeholders placeholders;
  EXPECT_EQ(update_expression(Update{.remove = {"a"}}, placeholders), "SET touched = :0 REMOVE #0");
}

TEST(DynamodbUpdates, DemandThatNumbersStayWithin64Bits) {
  Placeholders placeholders;
  const Update update{.add = {{"up", 5}, {"down", -5}, {"still", 0}}};
  EXPECT_EQ(condition_expression(update, now, placeholders),
            live +
                " AND (attribute_not_exists(#0) OR #0 <= :1)"
                " AND (attribute_not_exists(#1) OR #1 >= :2)"
                " AND (attribute_not_exists(#2) OR #2 <= :3)");
  EXPECT_THAT(placeholders_of(placeholders),
              HasSubstr(R"({":now":{"N":"1000"},":1":{"N":"9223372036854775802"},)"
                        R"(":2":{"N":"-9223372036854775803"},":3":{"N":"9223372036854775807"}})"));
}

TEST(DynamodbUpdates, CountTheLeastNumberToo) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  Placeholders placeholders;
  (void)condition_expression(Update{.add = {{"n", least}}}, now, placeholders);
  EXPECT_THAT(placeholders_of(placeholders), HasSubstr(R"(:1":{"N":"0"})"));
}

}  // namespace
}  // namespace dailygrind::store::dynamodb
