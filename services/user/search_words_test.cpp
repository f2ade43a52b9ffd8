#include "services/user/search_words.hpp"

#include <gmock/gmock.h>

#include "platform/core/encoding.hpp"

namespace dailygrind::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SearchWords, AreFoldedSortedAndDifferent) {
  EXPECT_THAT(search_words("Zoë  de la Cruz ZOE"), ElementsAre("cruz", "de", "la", "zoe"));
}

TEST(SearchWords, EndAtPunctuationAndEverySpace) {
  EXPECT_THAT(search_words("Anne-Marie O’Brien#2\u00a0Jr."),
              ElementsAre("2", "anne", "brien", "jr", "marie", "o"));
  EXPECT_THAT(search_words(" -#_. "), IsEmpty());
}

TEST(SearchWords, KeepLettersOfEveryScript) {
  EXPECT_THAT(search_words("李 Анна"), ElementsAre("анна", "李"));
}

TEST(SearchWords, AreBounded) {
  std::string many;
  for (char c = 'a'; c <= 'z'; ++c) many += std::string{c} + ' ' + c + c + ' ';
  EXPECT_EQ(search_words(many).size(), most_words);
  std::string wide = "x";
  for (int count = 0; count < 200; ++count) wide += "ж";
  const auto words = search_words(wide);
  EXPECT_LE(words.front().size(), most_word_bytes);
  EXPECT_TRUE(is_text(words.front()));
}

TEST(SearchWords, EachMustBeginSomeWord) {
  const auto name = search_words("Ada Lovelace");
  EXPECT_TRUE(each_begins_some(search_words("love ad"), name));
  EXPECT_TRUE(each_begins_some(search_words("a ada"), name));
  EXPECT_FALSE(each_begins_some(search_words("ada x"), name));
  EXPECT_FALSE(each_begins_some(search_words("lace"), name));
}

}  // namespace
}  // namespace dailygrind::user
