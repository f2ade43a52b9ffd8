#include "platform/webpush/encryption.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "platform/core/encoding.hpp"
#include "platform/webpush/sender.hpp"
#include "platform/webpush/testing/decryption.hpp"
#include "platform/webpush/testing/scripted_random.hpp"

namespace dailygrind::webpush {
namespace {

using testing::Browser;
using testing::decode_aes128gcm;
using ::testing::Optional;
using testing::ScriptedRandom;

std::string bytes(std::string_view text) { return base64url_decode(text).value(); }

Recipient recipient_of(const Browser& browser) {
  return Recipient::parse(browser.p256dh(), browser.auth()).value();
}

/// RFC 8291 §5 and Appendix A.
struct Rfc8291 {
  const std::string payload = "When I grow up, I want to be a watermelon";
  const Browser browser{bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
                        bytes("BTBZMqHH6r4Tts7J_aSIgg")};
  const std::string sender_key = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
  const std::string salt = bytes("DGv6ra1nlYgDCS1FRnbzlw");
  const std::string body =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
      "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
      "lcy4a-fN";
};

TEST(Encryption, GivesTheBodyOfRfc8291) {
  const Rfc8291 rfc;
  EXPECT_EQ(base64url_encode(rfc.browser.p256dh()),
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw"
            "4");
  ScriptedRandom random{{rfc.sender_key + rfc.salt}};
  EXPECT_EQ(base64url_encode(encrypt(recipient_of(rfc.browser), rfc.payload, random)), rfc.body);
}

TEST(Encryption, DrawsAgainWhatIsNoPrivateKey) {
  const Rfc8291 rfc;
  const std::string order = bytes("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE");
  ScriptedRandom random{{std::string(48, '\0'), std::string(48, '\xFF'),
                         order + std::string(16, 'x'), rfc.sender_key + rfc.salt}};
  EXPECT_EQ(base64url_encode(encrypt(recipient_of(rfc.browser), rfc.payload, random)), rfc.body);
}

TEST(Decryption, ReadsTheBodiesOfTheRfcs) {
  const Rfc8291 rfc;
  EXPECT_THAT(rfc.browser.decrypt(bytes(rfc.body)), Optional(rfc.payload));
  // RFC 8188 §3.1 and §3.2
  EXPECT_THAT(decode_aes128gcm(
                  bytes("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg"),
                  bytes("yqdlZ-tYemfogSmv7Ws5PQ")),
              Optional(std::string{"I am the walrus"}));
  EXPECT_THAT(decode_aes128gcm(
                  bytes("uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6"
                        "hQPdPHI51OEUKEpgz3SsLWIqS_uA"),
                  bytes("BO3ZVPxUlnLORbVGMpbT1Q")),
              Optional(std::string{"I am the walrus"}));
}

TEST(Encryption, ComesBackForEveryLength) {
  SeededRandom random{4};
  const Browser browser;
  const auto recipient = recipient_of(browser);
  for (std::size_t size = 0; size <= longest_payload; size += size < 70 ? 1 : 87) {
    std::string payload(size, '\0');
    random.fill(std::as_writable_bytes(std::span{payload}));
    const auto body = encrypt(recipient, payload, random);
    EXPECT_EQ(body.size(), size + encryption_overhead);
    EXPECT_THAT(browser.decrypt(body), Optional(payload)) << size;
  }
}

TEST(Encryption, FillsARecordOf4096BytesAndNoMore) {
  SystemRandom random;
  const Browser browser;
  const std::string payload(longest_payload, 'x');
  const auto body = encrypt(recipient_of(browser), payload, random);
  EXPECT_EQ(body.size(), 4096U);
  EXPECT_THAT(browser.decrypt(body), Optional(payload));
  EXPECT_THROW((void)encrypt(recipient_of(browser), payload + "x", random), std::length_error);
}

TEST(Encryption, NeverUsesASaltOrAKeyTwice) {
  SystemRandom random;
  const auto recipient = recipient_of(Browser{});
  std::set<std::string> salts;
  std::set<std::string> keys;
  for (int at = 0; at < 200; ++at) {
    const auto body = encrypt(recipient, "same", random);
    salts.insert(body.substr(0, 16));
    keys.insert(body.substr(21, 65));
  }
  EXPECT_EQ(salts.size(), 200U);
  EXPECT_EQ(keys.size(), 200U);
}

TEST(Encryption, IsForItsRecipientAlone) {
  SystemRandom random;
  const Browser ada;
  const Browser eve;
  const auto body = encrypt(recipient_of(ada), "for ada", random);
  EXPECT_EQ(eve.decrypt(body), std::nullopt);
  for (std::size_t at = 0; at < body.size(); ++at) {
    auto changed = body;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    // A larger record size alone changes nothing of a single record.
    if (at >= 16 && at < 20) continue;
    EXPECT_EQ(ada.decrypt(changed), std::nullopt) << at;
    EXPECT_EQ(ada.decrypt(body.substr(0, at)), std::nullopt) << at;
  }
}

TEST(Encryption, WorksOnManyThreads) {
  SystemRandom random;
  const Browser browser;
  const auto recipient = recipient_of(browser);
  std::atomic<int> good = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (int at = 0; at < 50; ++at) {
          if (browser.decrypt(encrypt(recipient, "hello", random)) == "hello") ++good;
        }
      });
    }
  }
  EXPECT_EQ(good, 200);
}

}  // namespace
}  // namespace dailygrind::webpush
