#include "platform/blob/contract.hpp"

namespace dailygrind::blob {
namespace {

/// `text` with the first `old` replaced.
std::string with(std::string text, std::string_view old, std::string_view other) {
  const auto at = text.find(old);
  EXPECT_NE(at, std::string::npos) << text;
  return text.replace(at, old.size(), other);
}

TEST_P(BlobContract, TakesASignedUpload) {
  const auto request = sign_put(terms_for("a/b.png", "picture"));
  EXPECT_EQ(request.method, http::Method::put);
  EXPECT_NEAR(static_cast<double>((request.expires_at - clock_.now()).count()), 900'000, 2'000);
  const auto answer = send(request, "picture");
  EXPECT_EQ(answer.status, 200) << answer.body;
  const auto info = head("a/b.png");
  ASSERT_TRUE(info);
  EXPECT_EQ(info->content_type, "image/png");
  EXPECT_EQ(info->sha256, Checksum::of("picture"));
  EXPECT_EQ(answer.header("ETag"), info->etag);
  EXPECT_EQ(get("a/b.png").bytes, "picture");
  EXPECT_EQ(send(request, "picture").status, 200) << "again the same, while it lasts";
}

TEST_P(BlobContract, TakesASignedUploadOfNothing) {
  EXPECT_EQ(send(sign_put(terms_for("empty", ""))).status, 200);
  EXPECT_EQ(head("empty").value().size, 0);
}

TEST_P(BlobContract, TakesSignedUploadsUnderOddKeys) {
  for (const auto& key : odd_keys) {
    const auto answer = send(sign_put(terms_for(key, key)), key);
    ASSERT_EQ(answer.status, 200) << key << ": " << answer.body;
    EXPECT_EQ(get(key).bytes, key);
    const auto download = send(sign_get(key));
    EXPECT_EQ(download.status, 200) << key << ": " << download.body;
    EXPECT_EQ(download.body, key);
  }
}

TEST_P(BlobContract, RefusesAnUploadOfAnotherSize) {
  const auto request = sign_put(terms_for("k", "picture"));
  expect_refused(request, "k", "picture+");
  expect_refused(request, "k", "pictur");
  expect_refused(request, "k", "");
}

TEST_P(BlobContract, RefusesAnUploadOfOtherBytes) {
  expect_refused(sign_put(terms_for("k", "picture")), "k", "pisture");
}

TEST_P(BlobContract, RefusesAnUploadOfAnotherType) {
  auto request = sign_put(terms_for("k", "picture"));
  for (auto& [name, value] : request.headers) {
    if (name == "Content-Type") value = "text/html";
  }
  expect_refused(request, "k", "picture");
}

TEST_P(BlobContract, RefusesAnUploadWithoutItsHeaders) {
  auto request = sign_put(terms_for("k", "picture"));
  request.headers.clear();
  expect_refused(request, "k", "picture");
}

TEST_P(BlobContract, LeavesWhatWasThereWhereAnUploadIsRefused) {
  put("k", "before");
  EXPECT_EQ(send(sign_put(terms_for("k", "picture")), "pisture").status / 100, 4);
  EXPECT_EQ(get("k").bytes, "before");
}

TEST_P(BlobContract, RefusesAnUploadToAnotherKey) {
  auto request = sign_put(terms_for("mine", "picture"));
  request.url = with(request.url, "/mine", "/yours");
  expect_refused(request, "yours", "picture");
  EXPECT_FALSE(head("mine"));
}

TEST_P(BlobContract, RefusesATamperedSignature) {
  auto request = sign_put(terms_for("k", "picture"));
  const auto at = request.url.find("ignature=") + 9;
  request.url[at] = request.url[at] == 'a' ? 'b' : 'a';
  expect_refused(request, "k", "picture");
  request.url.resize(at);
  expect_refused(request, "k", "picture");
}

TEST_P(BlobContract, RefusesALongerLife) {
  auto request = sign_put(terms_for("k", "picture"));
  request.url = with(request.url, "xpires=", "xpires=1");
  expect_refused(request, "k", "picture");
}

TEST_P(BlobContract, RefusesAnotherMethod) {
  put("k", "before");
  auto upload = sign_put(terms_for("k", "picture"));
  for (const auto method : {http::Method::get, http::Method::delete_, http::Method::post}) {
    upload.method = method;
    EXPECT_EQ(send(upload).status / 100, 4) << http::name_of(method);
  }
  auto download = sign_get("k");
  download.method = http::Method::put;
  EXPECT_EQ(send(download, "picture", {{"Content-Type", "image/png"}}).status / 100, 4);
  download.method = http::Method::delete_;
  EXPECT_EQ(send(download).status / 100, 4);
  EXPECT_EQ(get("k").bytes, "before");
}

TEST_P(BlobContract, RefusesWhatHasExpired) {
  put("there", "x");
  clock_.advance(-std::chrono::hours{1});
  const auto upload = sign_put(terms_for("k", "picture"));
  const auto download = sign_get("there");
  clock_.reset();
  expect_refused(upload, "k", "picture");
  EXPECT_EQ(send(download).status, 403);
}

TEST_P(BlobContract, GivesASignedDownload) {
  put("a/b.png", "0123456789", "image/png");
  const auto request = sign_get("a/b.png");
  const auto answer = send(request);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, "0123456789");
  EXPECT_EQ(answer.header("Content-Type"), "image/png");
  EXPECT_EQ(answer.header("ETag"), head("a/b.png").value().etag);
  const auto part = send(request, "", {{"Range", "bytes=2-4"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "234");
  EXPECT_EQ(part.header("Content-Range"), "bytes 2-4/10");
  EXPECT_EQ(send(request, "", {{"Range", "bytes=10-"}}).status, 416);
  EXPECT_EQ(send(request, "", {{"If-None-Match", std::string{answer.header("ETag")}}}).status, 304);
}

TEST_P(BlobContract, HasNothingToDownloadUnderAnAbsentKey) {
  EXPECT_EQ(send(sign_get("none")).status, 404);
  put("mine", "x");
  put("yours", "y");
  auto request = sign_get("mine");
  request.url = with(request.url, "/mine", "/yours");
  EXPECT_EQ(send(request).status, 403);
}

}  // namespace
}  // namespace dailygrind::blob
