#include "platform/store/dynamodb_key_range.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "platform/core/encoding.hpp"

namespace dailygrind::store::dynamodb {
namespace {

std::string expression_of(const Query& query) {
  const auto condition = key_condition(query);
  return condition ? condition->expression + boost::json::serialize(condition->values) : "nothing";
}

TEST(DynamodbKeyRange, IsOneConditionOnTheSortKey) {
  EXPECT_EQ(expression_of({.partition = "p"}), R"(pk = :pk{":pk":{"S":"p"}})");
  EXPECT_EQ(expression_of({.partition = "p", .from = "b"}),
            R"(pk = :pk AND sk >= :lower{":pk":{"S":"p"},":lower":{"S":"b"}})");
  EXPECT_EQ(expression_of({.partition = "p", .to = "b"}),
            R"(pk = :pk AND sk < :upper{":pk":{"S":"p"},":upper":{"S":"b"}})");
  EXPECT_EQ(expression_of({.partition = "p", .prefix = "a#"}),
            R"(pk = :pk AND sk BETWEEN :lower AND :upper)"
            R"({":pk":{"S":"p"},":lower":{"S":"a#"},":upper":{"S":"a$"}})");
  EXPECT_EQ(key_condition({.partition = "p", .prefix = "a#"})->not_this, "a$");
}

TEST(DynamodbKeyRange, BeginsBehindWhereThePageBeforeEnded) {
  EXPECT_EQ(expression_of({.partition = "p", .after = "b"}),
            "pk = :pk AND sk >= :lower{\":pk\":{\"S\":\"p\"},\":lower\":{\"S\":\"b\\u0001\"}}");
  EXPECT_EQ(expression_of({.partition = "p", .after = "b", .backward = true}),
            R"(pk = :pk AND sk < :upper{":pk":{"S":"p"},":upper":{"S":"b"}})");
}

TEST(DynamodbKeyRange, IsNotAskedForWhereItIsEmpty) {
  EXPECT_EQ(expression_of({.partition = "p", .from = "b", .to = "a"}), "nothing");
  EXPECT_EQ(expression_of({.partition = "p", .from = "\xFF"}), "nothing");
  EXPECT_EQ(expression_of({.partition = "p\xFF"}), "nothing");
}

TEST(DynamodbKeyRange, HasNoUpperEndBehindAllKeys) {
  EXPECT_EQ(expression_of({.partition = "p", .to = "\xFF"}), R"(pk = :pk{":pk":{"S":"p"}})");
}

TEST(DynamodbFirstKey, IsWhatCanBeAKey) {
  EXPECT_EQ(first_key_from("abc"), "abc");
  EXPECT_EQ(first_key_from("é🚀"), "é🚀");
  EXPECT_EQ(first_key_from(std::string(max_sort_key_bytes, 'x')),
            std::string(max_sort_key_bytes, 'x'));
}

TEST(DynamodbFirstKey, FollowsBytesThatAreNoText) {
  using std::string_literals::operator""s;
  EXPECT_EQ(first_key_from("a\0"s), "a\x01");
  EXPECT_EQ(first_key_from("a\x80"), "a\xC2\x80");
  EXPECT_EQ(first_key_from("a\xC3"), "aÀ");
  EXPECT_EQ(first_key_from("a\xC3("), "aÀ");
  EXPECT_EQ(first_key_from("a\xED\xA0\x80"), "a\xEE\x80\x80") << "over the surrogates";
  EXPECT_EQ(first_key_from("a\xFF"), "b");
  EXPECT_EQ(first_key_from("\x7F\xFF"), "\xC2\x80");
  EXPECT_EQ(first_key_from("a\xF4\x8F\xBF\xBF\xFF"), "b") << "after the last of all characters";
  EXPECT_EQ(first_key_from("\xFF"), std::nullopt);
  EXPECT_EQ(first_key_from("\xF4\x8F\xBF\xBF\xFF"), std::nullopt);
}

TEST(DynamodbFirstKey, FollowsWhatIsTooLong) {
  const std::string most(max_sort_key_bytes - 1, 'x');
  EXPECT_EQ(first_key_from(most + "ab"), most + "b");
  EXPECT_EQ(first_key_from(most + "é"), most.substr(1) + "y") << "é does not fit";
  EXPECT_EQ(first_key_from(most + "a" + '\0'), most + "b") << "behind the longest key";
  EXPECT_EQ(first_key_from(std::string(max_sort_key_bytes * 2, 'x')), most + "y");
}

}  // namespace
}  // namespace dailygrind::store::dynamodb
