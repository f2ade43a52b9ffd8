#include "platform/aws/credential_files.hpp"

#include <gmock/gmock.h>

#include "platform/aws/providers.hpp"

namespace dailygrind::aws {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;
using enum SharedFile;

Profile found(std::string_view text, std::string_view name, SharedFile kind = config) {
  return find_profile(text, name, kind).value_or(Profile{});
}

std::string failure(std::string_view text) {
  try {
    find_profile(text, "default", config);
  } catch (const CredentialError& error) {
    return error.what();
  }
  return "none";
}

TEST(CredentialFiles, NameTheirSectionsEachInItsWay) {
  constexpr auto text =
      "[default]\nregion = a\n[profile "
      "default-2]\nregion=b\n[profile]\nregion=c\n[other]\nregion=d";
  EXPECT_THAT(found(text, "default"), UnorderedElementsAre(Pair("region", "a")));
  EXPECT_THAT(found(text, "default-2"), UnorderedElementsAre(Pair("region", "b")));
  EXPECT_THAT(found(text, "other"), IsEmpty());
  EXPECT_THAT(found(text, "other", credentials), UnorderedElementsAre(Pair("region", "d")));
  EXPECT_THAT(found(text, "default-2", credentials), IsEmpty());
  EXPECT_EQ(find_profile(text, "missing", config), std::nullopt);
  EXPECT_EQ(find_profile("", "default", config), std::nullopt);
}

TEST(CredentialFiles, TakeNamesInQuotesAndWithDots) {
  constexpr auto text =
      "[profile \"two words\"]\na=1\n[ profile\t'b' ]\na=2\n[profile c.d/e]\na=3\n";
  EXPECT_THAT(found(text, "two words"), UnorderedElementsAre(Pair("a", "1")));
  EXPECT_THAT(found(text, "b"), UnorderedElementsAre(Pair("a", "2")));
  EXPECT_THAT(found(text, "c.d/e"), UnorderedElementsAre(Pair("a", "3")));
}

TEST(CredentialFiles, TheDefaultThatSaysProfileWins) {
  for (const auto* text :
       {"[default]\na=1\n[profile default]\na=2\n", "[profile default]\na=2\n[default]\na=1\n"}) {
    EXPECT_THAT(found(text, "default"), UnorderedElementsAre(Pair("a", "2")));
  }
}

TEST(CredentialFiles, LeaveOutCommentsAndWhatIsNested) {
  constexpr auto text =
      "# comment = 1\r\n; comment = 2\r\n\r\n[default]\r\nA = x = y\r\ns3 =\r\n  region = n\r\n"
      "  # comment\r\n\tmore\r\nregion = r\r\n[services s]\r\ndynamodb =\r\n  url = 1\r\n"
      "s3 =\r\n  url = 2\r\n";
  EXPECT_THAT(found(text, "default"),
              UnorderedElementsAre(Pair("a", "x = y"), Pair("s3", ""), Pair("region", "r")));
}

TEST(CredentialFiles, MayBeIndentedThroughout) {
  EXPECT_THAT(found("[default]\n  a = 1\n  b = 2\n[profile x]\n  a = 3\n", "default"),
              UnorderedElementsAre(Pair("a", "1"), Pair("b", "2")));
}

TEST(CredentialFiles, SayInWhichLineTheSyntaxIsWrong) {
  EXPECT_EQ(failure("[default]\ns3 =\n  a = 1\n\ns3cret\n"),
            "line 5: '=' character not found in line");
  EXPECT_EQ(failure("[default\n"), "line 1: unmatched '['");
  EXPECT_EQ(failure("[default]\n= s3cret\n"), "line 2: key expected");
  EXPECT_EQ(failure("[default]\na=1\na=2\n"), "line 3: duplicate key name");
  EXPECT_EQ(failure("[default]\na=1\n[default]\nb=2\n"), "line 3: duplicate section name");
}

}  // namespace
}  // namespace dailygrind::aws
