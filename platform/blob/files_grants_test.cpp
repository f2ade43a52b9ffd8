#include "platform/blob/files_grants.hpp"

#include <gtest/gtest.h>

namespace dailygrind::blob {
namespace {

constexpr Instant now{std::chrono::seconds{1'000'000}};

class GrantsTest : public ::testing::Test {
 protected:
  static Grant upload() {
    return {.method = http::Method::put,
            .key = "a b/c+d.png",
            .expires = now + std::chrono::minutes{5},
            .content_type = "image/png; a=b&c",
            .size = 7,
            .sha256 = Checksum::of("picture")};
  }
  static Grant part() {
    auto grant = upload();
    grant.content_type.clear();
    grant.upload_id = "id_-1";
    grant.part = 3;
    return grant;
  }
  /// Of the URL of `grant`.
  [[nodiscard]] std::string query_of(const Grant& grant) const {
    const auto url = grants_.url_of(grant);
    return url.substr(url.find('?') + 1);
  }
  /// `query` with the value of `name` replaced.
  static std::string with(std::string query, const std::string& name, const std::string& value) {
    const auto at = ("&" + query).find("&" + name + "=");
    EXPECT_NE(at, std::string::npos) << name << " in " << query;
    const auto begin = at + name.size() + 1;
    return query.replace(begin, query.find('&', begin) - begin, value);
  }
  [[nodiscard]] Denial denial(const std::string& query, Instant at = now) const {
    const auto read = grants_.read(http::Method::put, "a b/c+d.png", query, at);
    EXPECT_FALSE(read) << query;
    return read ? Denial{} : read.error();
  }

  const Grants grants_{std::string(32, 's'), "https://h.example/blobs"};
};

TEST_F(GrantsTest, StandInTheUrl) {
  const auto url = grants_.url_of(upload());
  EXPECT_TRUE(url.starts_with("https://h.example/blobs/a%20b/c%2Bd.png?expires=1000300&size=7&"))
      << url;
  const auto read = grants_.read(http::Method::put, "a b/c+d.png", query_of(upload()), now);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->key, "a b/c+d.png");
  EXPECT_EQ(read->content_type, "image/png; a=b&c");
  EXPECT_EQ(read->size, 7);
  EXPECT_EQ(read->sha256, Checksum::of("picture"));
  EXPECT_EQ(read->upload_id, "");
}

TEST_F(GrantsTest, OfPartsSayWhichPart) {
  const auto read = grants_.read(http::Method::put, "a b/c+d.png", query_of(part()), now);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->upload_id, "id_-1");
  EXPECT_EQ(read->part, 3);
}

TEST_F(GrantsTest, EndToTheMillisecond) {
  EXPECT_EQ(denial(query_of(upload()), upload().expires), Denial::expired);
  EXPECT_TRUE(grants_.read(http::Method::put, "a b/c+d.png", query_of(upload()),
                           upload().expires - milliseconds{1}));
}

TEST_F(GrantsTest, AreNothingElseThanWhatWasSigned) {
  const auto query = query_of(upload());
  const auto sha256 = Checksum::of("other").hex();
  for (const auto& [name, value] : {std::pair{"expires", "1000301"},
                                    {"size", "8"},
                                    {"type", "image/gif"},
                                    {"sha256", sha256.c_str()},
                                    {"signature", ""},
                                    {"signature", "AAAA"}}) {
    EXPECT_EQ(denial(with(query, name, value)), Denial::bad_signature) << name;
  }
  EXPECT_EQ(denial(query + "&uploadId=x"), Denial::bad_signature);
  EXPECT_EQ(denial(query + "&partNumber=1"), Denial::bad_signature);
  EXPECT_EQ(denial(with(query_of(part()), "partNumber", "4")), Denial::bad_signature);
  EXPECT_EQ(denial(with(query_of(part()), "uploadId", "other")), Denial::bad_signature);
  EXPECT_EQ(denial(""), Denial::bad_signature);
  EXPECT_FALSE(grants_.read(http::Method::put, "a b/c", query, now));
  EXPECT_FALSE(grants_.read(http::Method::get, "a b/c+d.png", query, now));
  const Grants others{std::string(32, 't'), "https://h.example/blobs"};
  EXPECT_FALSE(others.read(http::Method::put, "a b/c+d.png", query, now));
}

/// Whatever a service signs without a look at it.
TEST_F(GrantsTest, ReachNoOtherFieldWithLineFeeds) {
  const auto sha256 = Checksum::of("evil").hex();
  auto forged = part();
  forged.key = "k";
  forged.upload_id = "9999999\ntext/html\n5\n" + sha256 + "\n";
  const auto signature = query_of(forged).substr(query_of(forged).find("&signature="));
  const auto key = "k\n1000300\n\n7\n" + forged.sha256.hex();
  EXPECT_FALSE(grants_.read(
      http::Method::put, key,
      "expires=9999999&size=5&sha256=" + sha256 + "&type=text%2Fhtml&partNumber=3" + signature,
      now));
}

TEST_F(GrantsTest, OfPartsAreNotOfWholeBlobs) {
  auto nameless = part();
  nameless.upload_id.clear();
  EXPECT_EQ(denial(query_of(nameless) + "&partNumber=3"), Denial::bad_signature);
  auto both = part();
  both.content_type = "image/png";
  EXPECT_EQ(denial(query_of(both) + "&type=image/png"), Denial::bad_signature);
}

TEST_F(GrantsTest, CannotBeShiftedFromOneFieldToAnother) {
  const Grant download{.key = "k", .expires = now + std::chrono::minutes{5}};
  EXPECT_FALSE(grants_.read(http::Method::get, "k\n1000300", query_of(download), now));
  EXPECT_TRUE(grants_.read(http::Method::get, "k", query_of(download), now));
}

}  // namespace
}  // namespace dailygrind::blob
