#include "platform/core/ids.hpp"

#include <gtest/gtest.h>

#include <unordered_set>

namespace dailygrind {
namespace {

using namespace std::chrono_literals;

TEST(Uuid, AcceptsOnlyTheCanonicalForm) {
  EXPECT_TRUE(is_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));  // RFC 9562 A.6
  EXPECT_FALSE(is_uuid("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
  EXPECT_FALSE(is_uuid("017f22e279b07cc398c4dc0c0c07398f"));
  EXPECT_FALSE(is_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398"));
  EXPECT_FALSE(is_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f0"));
  EXPECT_FALSE(is_uuid("017f22e2-79b0-7cc3-98c4+dc0c0c07398f"));
  EXPECT_FALSE(is_uuid("g17f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  EXPECT_FALSE(is_uuid(""));
}

TEST(Uuid, VersionSevenHoldsTheTime) {
  SeededRandom random{1};
  const Instant moment{0x017F22E279B0ms};  // RFC 9562 A.6
  const auto id = uuid_v7(moment, random);
  EXPECT_TRUE(is_uuid(id));
  EXPECT_TRUE(id.starts_with("017f22e2-79b0-7"));
  EXPECT_NE(std::string_view{"89ab"}.find(id[19]), std::string_view::npos);
}

TEST(Uuid, VersionSevenSortsByTime) {
  SeededRandom random{1};
  std::string last;
  for (Instant moment{1'700'000'000'000ms}; moment < Instant{1'700'000'001'000ms}; moment += 1ms) {
    auto id = uuid_v7(moment, random);
    EXPECT_LT(last, id);
    last = std::move(id);
  }
}

TEST(Uuid, VersionSevenSortsWithinAMillisecond) {
  SystemRandom random;
  for (const Instant moment : {Instant{2000ms}, Instant{1000ms}}) {  // the clock may be moved back
    std::string last;
    for (int round = 0; round < 4096; ++round) {
      auto id = uuid_v7(moment, random);
      EXPECT_LT(last, id);
      last = std::move(id);
    }
  }
}

TEST(Uuid, FloorIsTheLeastOfItsMillisecond) {
  SeededRandom random{1};
  const Instant moment{1'700'000'000'000ms};
  for (int round = 0; round < 1000; ++round) {
    const auto id = uuid_v7(moment, random);
    EXPECT_LE(uuid_v7_floor(moment), id);
    EXPECT_LT(id, uuid_v7_floor(moment + 1ms));
  }
}

TEST(Uuid, IsNeverGivenTwice) {
  SystemRandom random;
  std::unordered_set<std::string> seen;
  for (int round = 0; round < 10'000; ++round) seen.insert(uuid_v7(Instant{1ms}, random));
  EXPECT_EQ(seen.size(), 10'000U);
}

TEST(Subject, IsPrintableAscii) {
  EXPECT_TRUE(is_subject("auth0|5f7c8ec7c33c6c004bbafe82"));
  EXPECT_TRUE(is_subject(std::string(128, '~')));
  EXPECT_FALSE(is_subject(""));
  EXPECT_FALSE(is_subject(std::string(129, 'a')));
  EXPECT_FALSE(is_subject("a b"));
  EXPECT_FALSE(is_subject("a\n"));
  EXPECT_FALSE(is_subject("\x7f"));
  EXPECT_FALSE(is_subject("ä"));
}

TEST(Slug, IsShortAndPlain) {
  EXPECT_TRUE(is_slug("my-Job_1"));
  EXPECT_TRUE(is_slug(std::string(64, 'a')));
  EXPECT_FALSE(is_slug(""));
  EXPECT_FALSE(is_slug(std::string(65, 'a')));
  EXPECT_FALSE(is_slug("a/b"));
  EXPECT_FALSE(is_slug("a#b"));
}

TEST(Id, ParsesOnlyWhatIsWellFormed) {
  EXPECT_EQ(UserId::parse("abc").value().str(), "abc");
  EXPECT_FALSE(UserId::parse("a b"));
  EXPECT_TRUE(UserId{}.empty());
}

TEST(Id, ComparesAndHashesByValue) {
  EXPECT_EQ(UserId{"a"}, UserId{"a"});
  EXPECT_LT(UserId{"a"}, UserId{"b"});
  EXPECT_EQ(std::hash<UserId>{}(UserId{"a"}), std::hash<UserId>{}(UserId{"a"}));
}

}  // namespace
}  // namespace dailygrind
