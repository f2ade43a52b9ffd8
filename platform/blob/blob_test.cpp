#include "platform/blob/blob.hpp"

#include <gtest/gtest.h>

#include "platform/blob/contract.hpp"

namespace dailygrind::blob {
namespace {

TEST(Keys, FollowTheirRules) {
  for (const auto& key : odd_keys) EXPECT_TRUE(is_key(key)) << key;
  EXPECT_TRUE(is_key(std::string(max_key_segment_bytes, 'k')));
  EXPECT_FALSE(is_key(std::string(max_key_segment_bytes + 1, 'k')));
  std::string long_key = "k";
  while (long_key.size() < max_key_bytes) long_key += "/k";
  EXPECT_FALSE(is_key(long_key)) << "a byte too long";
  for (const std::string_view text : {"", "/", "a/", "/a", "a//b", ".", "..", "a/..", "./a", "a\tb",
                                      "a\x7f", "\xc3", "\xed\xa0\x80"}) {
    EXPECT_FALSE(is_key(text)) << text;
  }
  EXPECT_FALSE(is_key(std::string_view{"a\0b", 3}));
}

TEST(Keys, AreEncodedInUrls) {
  EXPECT_EQ(url_path_of("a b/c+d~-._.png"), "/a%20b/c%2Bd~-._.png");
  EXPECT_EQ(url_path_of("100%/é"), "/100%25/%C3%A9");
}

TEST(ContentTypes, FollowTheirRules) {
  EXPECT_TRUE(is_content_type("image/png"));
  EXPECT_TRUE(is_content_type("text/plain; charset=utf-8"));
  for (const auto* text :
       {"", "image", "/png", "image/", " image/png", "image/png\n", "imagé/png"}) {
    EXPECT_FALSE(is_content_type(text)) << text;
  }
  EXPECT_FALSE(is_content_type("image/" + std::string(max_content_type_bytes, 'x')));
}

TEST(Checksums, AreThoseOfTheStandard) {
  const auto abc = Checksum::of("abc");  // FIPS 180-4
  EXPECT_EQ(abc.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(abc.base64(), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  EXPECT_EQ(Checksum::from_hex(abc.hex()), abc);
  EXPECT_EQ(Checksum::from_base64(abc.base64()), abc);
  Sha256 hash;
  hash.update("a");
  hash.update("");
  hash.update("bc");
  EXPECT_EQ(hash.finish(), abc);
}

TEST(Checksums, AreReadStrictly) {
  const auto hex = Checksum::of("abc").hex();
  for (const std::string& text : {std::string{}, hex.substr(1), hex + "0", "BA" + hex.substr(2),
                                  "zz" + hex.substr(2), "%a" + hex.substr(2)}) {
    EXPECT_FALSE(Checksum::from_hex(text)) << text;
  }
  for (const auto* text : {"", "=", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
                           "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=", "YWJj",
                           "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=-2"}) {
    EXPECT_FALSE(Checksum::from_base64(text)) << text;
  }
}

}  // namespace
}  // namespace dailygrind::blob
