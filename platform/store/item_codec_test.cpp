#include "platform/store/item_codec.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace dailygrind::store {
namespace {

std::string encoded(const Attributes& attributes) {
  std::string text;
  encode(attributes, text);
  return text;
}

TEST(ItemCodec, IsPlainJson) {
  EXPECT_EQ(encoded({}), "{}");
  EXPECT_EQ(encoded({{"title", std::string{"a \"b\" \\ \n é"}},
                     {"likes", std::int64_t{-3}},
                     {"pinned", true}}),
            "{\"title\":\"a \\\"b\\\" \\\\ \\u000a é\",\"likes\":-3,\"pinned\":true}");
}

TEST(ItemCodec, ReadsWhatItWrote) {
  std::string every_byte;
  for (char c = 1; c < 127; ++c) every_byte += c;
  const Attributes attributes{{"text", every_byte + std::string{"\0", 1} + "Zürich 🚀"},
                              {"long", std::string(100'000, '"')},
                              {"", std::string{}},
                              {"least", std::numeric_limits<std::int64_t>::min()},
                              {"most", std::numeric_limits<std::int64_t>::max()},
                              {"no", false}};
  EXPECT_EQ(decode(encoded(attributes)), attributes);
}

TEST(ItemCodec, RefusesWhatIsNoFlatObject) {
  for (const char* text : {"", "{", "{}{}", "[]", "1", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":1.5}",
                           "{\"a\":null}", "{\"a\":18446744073709551615}", "{\"a\":\"\xff\"}"}) {
    EXPECT_FALSE(decode(text)) << text;
  }
}

}  // namespace
}  // namespace dailygrind::store
