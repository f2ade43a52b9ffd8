#include "platform/api/call.hpp"

#include <gtest/gtest.h>

#include "platform/core/random.hpp"

namespace dailygrind::api {
namespace {

TEST(Cursor, RoundTrips) {
  for (const std::string& key : std::vector<std::string>{"a", "post#2026-11-23", "Zoë#0193",
                                                         "a longer key of several words"}) {
    EXPECT_EQ(decode_cursor(encode_cursor(key)), key);
  }
}

TEST(Cursor, RefusesWhatIsNotOurs) {
  for (const std::string& text :
       std::vector<std::string>{"", "x", "!!!!", "MQ", "MmE", "MWE=", "MWE MWE"}) {
    EXPECT_FALSE(decode_cursor(text)) << text;
  }
  EXPECT_FALSE(decode_cursor(encode_cursor(std::string("a\xff", 2))));
  EXPECT_FALSE(decode_cursor(encode_cursor(std::string(1025, 'x'))));
  EXPECT_FALSE(decode_cursor(std::string(5000, 'A')));
}

TEST(Cursor, RandomBytesNeverCrashIt) {
  SeededRandom random{7};
  for (int round = 0; round < 2000; ++round) {
    std::string text(random.below(40), '\0');
    random.fill(std::as_writable_bytes(std::span{text}));
    if (const auto key = decode_cursor(text)) EXPECT_EQ(encode_cursor(*key), text);
  }
}

TEST(IfMatch, HoldsForAbsentStarAndTheTag) {
  const auto tag = etag_of_bytes("state");
  for (const std::string& condition : {std::string{}, std::string{"*"}, tag, "\"other\", " + tag}) {
    EXPECT_NO_THROW(IfMatch{condition}.demand(tag)) << condition;
  }
  EXPECT_THROW(IfMatch{"\"other\""}.demand(tag), Problem);
  EXPECT_THROW(IfMatch{"W/" + tag}.demand(tag), Problem);  // RFC 9110 §13.1.1: strong comparison
}

TEST(ETag, DiffersWithTheBytes) {
  EXPECT_EQ(etag_of_bytes("a"), etag_of_bytes("a"));
  EXPECT_NE(etag_of_bytes("a"), etag_of_bytes("b"));
}

}  // namespace
}  // namespace dailygrind::api
