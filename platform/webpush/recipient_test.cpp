#include "platform/webpush/recipient.hpp"

#include <gtest/gtest.h>

#include "platform/core/encoding.hpp"
#include "platform/webpush/testing/decryption.hpp"

namespace dailygrind::webpush {
namespace {

std::optional<KeyFlaw> flaw_of(std::string_view p256dh, std::string_view auth) {
  const auto parsed = Recipient::parse(p256dh, auth);
  return parsed ? std::nullopt : std::optional{parsed.error()};
}

const std::string secret(16, 's');

TEST(Recipient, TakesTheKeysOfBrowsers) {
  for (int at = 0; at < 20; ++at) {
    const testing::Browser browser;
    const auto recipient = Recipient::parse(browser.p256dh(), browser.auth());
    ASSERT_TRUE(recipient);
    EXPECT_EQ(recipient->p256dh(), browser.p256dh());
    EXPECT_EQ(recipient->auth(), browser.auth());
  }
}

TEST(Recipient, RefusesWhatIsNoPointOfTheCurve) {
  const auto good = testing::Browser{}.p256dh();
  const auto changed = [&](std::size_t at, char to) {
    auto key = good;
    key[at] = to;
    return key;
  };
  const std::string beyond_the_field = "\x04" + std::string(64, '\xFF');
  const std::string zero = "\x04" + std::string(64, '\0');
  // Compressed and hybrid forms of a good point (SEC 1 §2.3.3).
  const char sign = static_cast<char>(good.back() & 1);
  const std::string compressed = static_cast<char>(2 + sign) + good.substr(1, 32);
  const std::vector<std::string> bad{"",
                                     std::string{"\0", 1},
                                     std::string(65, '\0'),
                                     good.substr(0, 64),
                                     good + "x",
                                     compressed,
                                     changed(0, static_cast<char>(6 + sign)),
                                     changed(64, static_cast<char>(good[64] ^ 1)),
                                     changed(1, static_cast<char>(good[1] ^ 1)),
                                     beyond_the_field,
                                     zero,
                                     base64url_encode(good)};
  for (const auto& key : bad) EXPECT_EQ(flaw_of(key, secret), KeyFlaw::public_key);
}

TEST(Recipient, RefusesSecretsOfOtherSizes) {
  const auto good = testing::Browser{}.p256dh();
  for (const std::size_t size : {0, 1, 15, 17, 32}) {
    EXPECT_EQ(flaw_of(good, std::string(size, 's')), KeyFlaw::auth_secret) << size;
  }
  EXPECT_EQ(flaw_of(good, secret), std::nullopt);
}

TEST(Recipient, SaysWhatIsWrong) {
  EXPECT_EQ(detail_of(KeyFlaw::public_key),
            "must be a point of the curve P-256, uncompressed (65 bytes)");
  EXPECT_EQ(detail_of(KeyFlaw::auth_secret), "must have 16 bytes");
}

}  // namespace
}  // namespace dailygrind::webpush
