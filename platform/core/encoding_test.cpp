#include "platform/core/encoding.hpp"

#include <gtest/gtest.h>

#include "platform/core/random.hpp"

namespace dailygrind {
namespace {

using namespace std::string_view_literals;

std::string random_bytes(SeededRandom& random, std::size_t size) {
  std::string bytes(size, '\0');
  random.fill(std::as_writable_bytes(std::span{bytes}));
  return bytes;
}

TEST(Base64Url, MatchesTheVectorsOfRfc4648) {
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(base64url_encode(plain), encoded);
    EXPECT_EQ(base64url_decode(encoded), plain);
  }
}

TEST(Base64Url, UsesTheUrlSafeAlphabet) {
  EXPECT_EQ(base64url_encode("\xfb\xff\xfe"sv), "-__-");
  EXPECT_EQ(base64url_decode("-__-"), "\xfb\xff\xfe");
  EXPECT_FALSE(base64url_decode("+//+"));
}

TEST(Base64Url, RefusesWhatIsNotCanonical) {
  for (const auto text : {"Zg=="sv, "Zm8="sv, "Z"sv, "Zm9vY"sv, "Zm 9v"sv, "Zm9v\n"sv, "Zm9v\0"sv,
                          "Zh"sv, "Zm9"sv, "Zm9vYn"sv, "Zm9%"sv, "Zm9\xc3"sv}) {
    EXPECT_FALSE(base64url_decode(text)) << text;
  }
}

TEST(Base64Url, KnowsExactlyTheLettersOfItsAlphabet) {
  int accepted = 0;
  for (int byte = 0; byte < 256; ++byte) {
    accepted += base64url_decode(std::string{'Z', 'm', '9', static_cast<char>(byte)}) ? 1 : 0;
  }
  EXPECT_EQ(accepted, 64);
}

TEST(Base64Url, GivesBackEveryInput) {
  SeededRandom random{4648};
  for (std::size_t size = 0; size < 300; ++size) {
    const auto bytes = random_bytes(random, size);
    const auto encoded = base64url_encode(bytes);
    EXPECT_EQ(encoded.size(), (size * 4 + 2) / 3);
    EXPECT_EQ(base64url_decode(encoded), bytes);
  }
}

TEST(Hex, MatchesTheVectorsOfRfc4648InLowerCase) {
  EXPECT_EQ(hex_encode(""), "");
  EXPECT_EQ(hex_encode("foobar"), "666f6f626172");
  EXPECT_EQ(hex_encode("\x00\xff"sv), "00ff");
}

TEST(Percent, DecodesEscapes) {
  EXPECT_EQ(percent_decode(""), "");
  EXPECT_EQ(percent_decode("a%20b%2Fc%2f"), "a b/c/");
  EXPECT_EQ(percent_decode("%00"), "\0"sv);
  EXPECT_EQ(percent_decode("%C3%A4"), "ä");
  EXPECT_EQ(percent_decode("100%25"), "100%");
}

TEST(Percent, PlusIsASpaceOnlyInForms) {
  EXPECT_EQ(percent_decode("a+b"), "a+b");
  EXPECT_EQ(percent_decode("a+b%2B", true), "a b+");
}

TEST(Percent, RefusesBrokenEscapes) {
  for (const auto text : {"%"sv, "%2"sv, "a%"sv, "%zz"sv, "%2g"sv, "% 2"sv, "%-1"sv, "%%20"sv}) {
    EXPECT_FALSE(percent_decode(text)) << text;
  }
}

TEST(Percent, EncodesAllButTheUnreserved) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b/ä+%"), "a%20b%2F%C3%A4%2B%25");
}

TEST(Percent, GivesBackEveryInput) {
  SeededRandom random{3986};
  for (std::size_t size = 0; size < 200; ++size) {
    const auto bytes = random_bytes(random, size);
    EXPECT_EQ(percent_decode(percent_encode(bytes)), bytes);
    EXPECT_EQ(percent_decode(percent_encode(bytes), true), bytes);
  }
}

TEST(Text, AcceptsWellFormedUtf8) {
  for (const auto text :
       {""sv, "plain"sv, "Renée"sv, "漢字"sv, "👩‍💻"sv, "\x7f"sv, "\u0080"sv, "\u07ff"sv,
        "\u0800"sv, "\xed\x9f\xbf"sv, "\ue000"sv, "\uffff"sv, "\U00010000"sv, "\U0010ffff"sv}) {
    EXPECT_TRUE(is_text(text)) << text;
  }
}

TEST(Text, RefusesWhatRfc3629Forbids) {
  const std::string_view bad[] = {
      "\x80"sv,              // a continuation without a beginning
      "\xc3"sv,              // cut off
      "\xe2\x82"sv,          // cut off
      "\xf0\x9f\x98"sv,      // cut off
      "\xc3("sv,             // no continuation
      "\xc0\x80"sv,          // overlong NUL
      "\xc1\xbf"sv,          // overlong
      "\xe0\x80\xaf"sv,      // overlong
      "\xf0\x80\x80\xaf"sv,  // overlong
      "\xed\xa0\x80"sv,      // surrogate
      "\xed\xbf\xbf"sv,      // surrogate
      "\xf4\x90\x80\x80"sv,  // above U+10FFFF
      "\xf8\x88\x80\x80\x80"sv,
      "\xfe"sv,
      "\xff"sv,
      "a\0b"sv,  // NUL
  };
  for (const auto text : bad) {
    EXPECT_FALSE(is_text(text)) << hex_encode(text);
    EXPECT_FALSE(is_text("before " + std::string{text})) << hex_encode(text);
    EXPECT_FALSE(is_text(std::string{text} + "after")) << hex_encode(text);
  }
}

TEST(Text, CountsCodePoints) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("Renée"), 5U);
  EXPECT_EQ(code_points("漢字"), 2U);
  EXPECT_EQ(code_points("👩‍💻"), 3U);
}

TEST(Fold, IgnoresCaseAndAccents) {
  EXPECT_EQ(fold_for_search("Renée"), "renee");
  EXPECT_EQ(fold_for_search("RENE\u0301E"), "renee");
  EXPECT_EQ(fold_for_search("Ångström"), "angstrom");
  EXPECT_EQ(fold_for_search("Straße"), fold_for_search("STRASSE"));
  EXPECT_EQ(fold_for_search("ΣΊΣΥΦΟΣ"), fold_for_search("σίσυφος"));
  EXPECT_EQ(fold_for_search("Ｆｕｌｌ"), "full");
  EXPECT_EQ(fold_for_search("ﬁn"), "fin");
}

TEST(Fold, KeepsLettersThatHaveNoAccent) {
  EXPECT_EQ(fold_for_search("ŁUKASZ"), "łukasz");
  EXPECT_EQ(fold_for_search("漢字 7"), "漢字 7");
  EXPECT_EQ(fold_for_search(""), "");
}

TEST(Fold, ChangesNothingTheSecondTime) {
  for (const auto text : {"İstanbul"sv, "Ǆ"sv, "ΐ"sv, "Ｆｕｌｌ ﬁn"sv, "ẞß"sv}) {
    const auto once = fold_for_search(text);
    EXPECT_EQ(fold_for_search(once), once) << text;
  }
}

TEST(Trim, TakesWhiteSpaceOffBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("ab"), "ab");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
}

}  // namespace
}  // namespace dailygrind
