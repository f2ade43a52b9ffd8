#include "platform/identity/key_set.hpp"

#include <gtest/gtest.h>

#include "platform/core/encoding.hpp"
#include "platform/identity/test_tokens.hpp"

namespace dailygrind::identity {
namespace {

using testing::jwks;
using testing::TestIssuer;

boost::json::object good_key() {
  static const auto jwk = TestIssuer{"k"}.jwk();
  return jwk;
}

std::size_t usable(const boost::json::object& jwk) { return KeySet::parse(jwks({jwk}))->size(); }

std::size_t usable_with(std::string_view name, const boost::json::value& value) {
  auto jwk = good_key();
  jwk[name] = value;
  return usable(jwk);
}

TEST(KeySet, takesKeysForSignatures) {
  EXPECT_EQ(usable(good_key()), 1U);
  EXPECT_EQ(usable(TestIssuer("k", Algorithm::es256).jwk()), 1U);
  auto plain = good_key();
  plain.erase("use");
  plain.erase("alg");
  EXPECT_EQ(usable(plain), 1U);
  EXPECT_EQ(usable_with("key_ops", {"verify"}), 1U);
}

TEST(KeySet, leavesOutKeysForSomethingElse) {
  EXPECT_EQ(usable_with("use", "enc"), 0U);
  EXPECT_EQ(usable_with("key_ops", {"encrypt"}), 0U);
  EXPECT_EQ(usable_with("alg", "RS512"), 0U);
  EXPECT_EQ(usable_with("alg", "ES256"), 0U);
  EXPECT_EQ(usable_with("kty", "oct"), 0U);
  EXPECT_EQ(usable_with("kid", ""), 0U);
  EXPECT_EQ(usable_with("d", "AQAB"), 0U) << "a private key does not belong there";
}

TEST(KeySet, leavesOutWeakAndBrokenKeys) {
  EXPECT_EQ(usable(TestIssuer("k", Algorithm::rs256, 1024).jwk()), 0U);
  EXPECT_EQ(usable_with("e", boost::json::string{base64url_encode("\x01")}), 0U);
  EXPECT_EQ(usable_with("e", boost::json::string{base64url_encode("\x04")}), 0U);
  EXPECT_EQ(usable_with("n", "***"), 0U);
  EXPECT_EQ(usable_with("n", boost::json::string{base64url_encode(std::string(2000, '\x55'))}), 0U);
  auto off_curve = TestIssuer("k", Algorithm::es256).jwk();
  off_curve["x"] = base64url_encode(std::string(32, '\x01'));
  EXPECT_EQ(usable(off_curve), 0U);
  auto other_curve = TestIssuer("k", Algorithm::es256).jwk();
  other_curve["crv"] = "P-384";
  EXPECT_EQ(usable(other_curve), 0U);
}

TEST(KeySet, oneBadKeyDoesNotSpoilTheOthers) {
  auto bad = good_key();
  bad["n"] = "AA";
  bad["kid"] = "bad";
  const auto keys = KeySet::parse(jwks({bad, good_key()}));
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->size(), 1U);
  EXPECT_NE(keys->find("k", Algorithm::rs256), nullptr);
  EXPECT_EQ(keys->find("k", Algorithm::es256), nullptr);
  EXPECT_EQ(keys->find("bad", Algorithm::rs256), nullptr);
}

TEST(KeySet, theFirstOfTwoWithOneNameCounts) {
  const TestIssuer first{"k", Algorithm::es256};
  const TestIssuer second{"k", Algorithm::es256};
  const auto keys = KeySet::parse(jwks({first.jwk(), second.jwk()}));
  EXPECT_EQ(keys->size(), 1U);
  EXPECT_TRUE(keys->find("k", Algorithm::es256)->verify("m", first.signature("m")));
  EXPECT_FALSE(keys->find("k", Algorithm::es256)->verify("m", second.signature("m")));
}

TEST(KeySet, refusesWhatIsNoKeySet) {
  for (const auto* text : {"", "{}", "[]", R"({"keys":{}})", R"({"keys":[1]})", R"({"keys":[)"}) {
    EXPECT_FALSE(KeySet::parse(text)) << text;
  }
  EXPECT_FALSE(KeySet::parse(jwks(std::vector<boost::json::object>(101))));
  EXPECT_EQ(KeySet::parse(R"({"keys":[]})")->size(), 0U);
}

}  // namespace
}  // namespace dailygrind::identity
