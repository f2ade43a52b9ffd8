#include "platform/store/dynamodb_item.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <limits>

#include "platform/core/problem.hpp"

namespace dailygrind::store::dynamodb {
namespace {

ItemPtr read(const std::string& text) {
  return from_json("things", boost::json::parse(text).as_object());
}

TEST(DynamodbItem, IsOneFlatObject) {
  const Item item{{"things", "p", "s"},
                  {{"text", std::string{"Zürich"}}, {"n", std::int64_t{-42}}, {"yes", true}}};
  EXPECT_EQ(boost::json::serialize(to_json(item)),
            R"({"pk":{"S":"p"},"sk":{"S":"s"},"_text":{"S":"Zürich"},"_n":{"N":"-42"},)"
            R"("_yes":{"BOOL":true}})");
}

TEST(DynamodbItem, HasItsExpiryExactlyAndInSecondsRoundedUp) {
  const Item item{{"things", "p", "s"}, {}, Instant{milliseconds{1'001}}};
  EXPECT_EQ(boost::json::serialize(to_json(item)),
            R"({"pk":{"S":"p"},"sk":{"S":"s"},"expires":{"N":"2"},"expires_ms":{"N":"1001"}})");
}

TEST(DynamodbItem, IsReadAsItWasWritten) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  const Item item{{"things", "p", "s"},
                  {{"pk", std::string{"not the key"}},
                   {"expires_ms", std::int64_t{7}},
                   {"_", false},
                   {"most", most},
                   {"least", std::numeric_limits<std::int64_t>::min()},
                   {"empty", std::string{}}},
                  Instant{milliseconds{5}}};
  const ItemPtr found = from_json("things", to_json(item));
  EXPECT_EQ(found->key, item.key);
  EXPECT_EQ(found->attributes, item.attributes);
  EXPECT_EQ(found->expires, item.expires);
}

TEST(DynamodbItem, DoesNotShowWhatTheLayoutAdds) {
  EXPECT_TRUE(
      read(R"({"pk":{"S":"p"},"sk":{"S":"s"},"touched":{"BOOL":true}})")->attributes.empty());
}

TEST(DynamodbItem, OfAnotherLayoutIsUnavailable) {
  for (const char* text : {R"({})", R"({"pk":{"S":"p"}})", R"({"pk":{"S":"p"},"sk":{"N":"1"}})",
                           R"({"pk":{"S":"p"},"sk":{"S":"s"},"_n":{"N":"1.5"}})",
                           R"({"pk":{"S":"p"},"sk":{"S":"s"},"_n":{"N":"9223372036854775808"}})",
                           R"({"pk":{"S":"p"},"sk":{"S":"s"},"_n":{"L":[]}})",
                           R"({"pk":{"S":"p"},"sk":{"S":"s"},"_n":5})",
                           R"({"pk":{"S":"p"},"sk":{"S":"s"},"expires_ms":{"S":"soon"}})"}) {
    EXPECT_THROW(read(text), Problem) << text;
  }
}

}  // namespace
}  // namespace dailygrind::store::dynamodb
