#include "platform/webpush/vapid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>

#include "platform/core/encoding.hpp"
#include "platform/identity/public_key.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::webpush {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::SizeIs;
using ::testing::StartsWith;

struct Token {
  std::string signed_text;
  std::string signature;
  std::string key;
};

Token take_apart(const std::string& authorization) {
  const auto comma = authorization.find(", k=");
  const auto jwt = authorization.substr(8, comma - 8);
  const auto dot = jwt.rfind('.');
  return {jwt.substr(0, dot), jwt.substr(dot + 1), authorization.substr(comma + 4)};
}

bool is_signed(const Token& token) {
  const auto point = base64url_decode(token.key).value();
  const auto key = identity::PublicKey::p256(point.substr(1, 32), point.substr(33));
  return key && key->verify(token.signed_text, base64url_decode(token.signature).value());
}

std::int64_t expiry(const std::string& authorization) {
  const auto text = take_apart(authorization).signed_text;
  const auto claims = boost::json::parse(base64url_decode(text.substr(text.find('.') + 1)).value());
  return claims.at("exp").as_int64();
}

class VapidTest : public ::testing::Test {
 protected:
  VapidTest() { clock_.freeze(Instant{std::chrono::seconds{1'453'523'768}} - Vapid::lifetime); }

  std::string authorization(const std::string& key = "") {
    return vapid_.authorization("https://push.example.net", key).value_or("none");
  }

  dailygrind::testing::TemporaryFolder folder_;
  AdjustableClock clock_;
  VapidKeys keys_{folder_.path() / "vapid", clock_};
  Vapid vapid_{keys_, "mailto:push@example.com", clock_};
};

// RFC 8292 §2.4: header and claims to the letter; the signature is another key's.
constexpr auto rfc_text =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0N"
    "TM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0";

TEST_F(VapidTest, SaysWhatTheExampleOfRfc8292Says) {
  const Token rfc{
      rfc_text,
      "i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD"
      "1oA",
      "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmCl"
      "BPs"};
  ASSERT_TRUE(is_signed(rfc));
  ASSERT_THAT(authorization(), StartsWith("vapid t="));
  const auto ours = take_apart(authorization());
  EXPECT_EQ(ours.signed_text, rfc_text);
  EXPECT_EQ(ours.key, keys_.newest().public_key());
  EXPECT_TRUE(is_signed(ours));
}

TEST_F(VapidTest, SignsAnewOnlyForAnotherOriginAndAfterHalfTheTime) {
  const auto first = authorization();
  EXPECT_EQ(authorization(), first);
  EXPECT_NE(vapid_.authorization("https://other.example.net", ""), first);
  clock_.advance(std::chrono::hours{5});
  EXPECT_EQ(authorization(), first);
  clock_.advance(std::chrono::hours{1});
  const auto second = authorization();
  EXPECT_NE(second, first);
  EXPECT_EQ(expiry(second), expiry(first) + 6 * 3600);
  EXPECT_LT(Vapid::lifetime, std::chrono::hours{24});
  clock_.advance(-std::chrono::hours{24});  // the clock was wrong and has been set right
  EXPECT_EQ(expiry(authorization()), expiry(second) - 24 * 3600);
}

TEST_F(VapidTest, SignsForOlderSubscriptionsWithTheirKey) {
  const auto old = keys_.newest().public_key();
  const auto fresh = keys_.rotate().public_key();
  EXPECT_NE(old, fresh);
  EXPECT_EQ(take_apart(authorization()).key, fresh);
  EXPECT_EQ(take_apart(authorization(old)).key, old);
  EXPECT_TRUE(is_signed(take_apart(authorization(old))));
  EXPECT_TRUE(keys_.drop(old));
  EXPECT_EQ(authorization(old), "none");
}

TEST_F(VapidTest, KeepsItsMemoryBounded) {
  for (int at = 0; at < 1100; ++at) {
    ASSERT_TRUE(vapid_.authorization("https://" + std::to_string(at) + ".io", ""));
  }
  EXPECT_TRUE(is_signed(take_apart(authorization())));
}

TEST_F(VapidTest, KeepsKeysInPrivateFiles) {
  const auto permissions = [](const fs::path& path) { return fs::status(path).permissions(); };
  const auto folder = folder_.path() / "vapid";
  EXPECT_EQ(permissions(folder), fs::perms::owner_all);
  const auto file = fs::directory_iterator { folder } -> path();
  EXPECT_EQ(permissions(file), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THAT(file.filename().string(), HasSubstr("_" + keys_.newest().public_key() + ".pem"));
  EXPECT_EQ(base64url_decode(keys_.newest().public_key()).value().size(), 65U);
}

TEST_F(VapidTest, FindsTheSameKeysAtTheNextStart) {
  const auto first = keys_.newest().public_key();
  const auto second = keys_.rotate().public_key();
  VapidKeys again{folder_.path() / "vapid", clock_};
  ASSERT_THAT(again.all(), SizeIs(2));
  EXPECT_EQ(again.all()[0].key.public_key(), first);
  EXPECT_EQ(again.newest().public_key(), second);
  EXPECT_EQ(again.newest().pem(), keys_.newest().pem());
}

TEST_F(VapidTest, SeesWhatAnotherProcessRotatesAndDrops) {
  VapidKeys other{folder_.path() / "vapid", clock_};
  const auto first = keys_.newest().public_key();
  const auto second = other.rotate().public_key();
  EXPECT_THAT(keys_.find(second), Optional(::testing::_));
  EXPECT_EQ(keys_.newest().public_key(), second);
  EXPECT_TRUE(keys_.drop(first));
  EXPECT_THAT(other.all(), SizeIs(1));
}

TEST_F(VapidTest, NeverDropsTheNewest) {
  EXPECT_FALSE(keys_.drop(keys_.newest().public_key()));
  EXPECT_FALSE(keys_.drop("unknown"));
  EXPECT_THAT(keys_.all(), SizeIs(1));
}

TEST_F(VapidTest, RotatesInOrderThoughTheClockIsSetBack) {
  clock_.advance(-std::chrono::hours{1});
  const auto second = keys_.rotate().public_key();
  VapidKeys again{folder_.path() / "vapid", clock_};
  EXPECT_EQ(again.newest().public_key(), second);
}

TEST_F(VapidTest, NamesDamagedKeys) {
  const auto file = fs::directory_iterator{folder_.path() / "vapid"} -> path();
  for (const auto* text :
       {"", "nothing", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n"}) {
    std::ofstream{file} << text;
    try {
      const VapidKeys keys{folder_.path() / "vapid", clock_};
      FAIL() << "it was taken";
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), StartsWith(file.string() + " is damaged"));
    }
  }
}

TEST(VapidSecret, HasKeysOneAfterTheOther) {
  const auto older = VapidKey::generate();
  const auto newer = VapidKey::generate();
  VapidKeys keys{read_vapid_keys("\n" + older.pem() + "\n" + newer.pem())};
  EXPECT_EQ(keys.newest().public_key(), newer.public_key());
  EXPECT_EQ(keys.all().size(), 2U);
  const auto found = keys.find(older.public_key());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->pem(), older.pem());
  EXPECT_FALSE(keys.find("unknown"));
  EXPECT_THROW(keys.rotate(), std::logic_error);
  EXPECT_THROW(keys.drop(older.public_key()), std::logic_error);
}

TEST(VapidSecret, MustBeWhole) {
  const auto pem = VapidKey::generate().pem();
  for (const auto& bad : {pem + "rest", pem.substr(0, pem.size() / 2), std::string{"{}"}}) {
    EXPECT_THROW(static_cast<void>(read_vapid_keys(bad)), std::runtime_error) << bad;
  }
  EXPECT_TRUE(read_vapid_keys(" \n").empty());
  EXPECT_THROW(VapidKeys{std::vector<VapidKey>{}}, std::runtime_error);
}

}  // namespace
}  // namespace dailygrind::webpush
