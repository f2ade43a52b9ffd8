#include "platform/blob/files_http.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>

#include "platform/blob/testing/files_world.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::blob {
namespace {

using ::testing::HasSubstr;

class FilesHttp : public ::testing::Test {
 protected:
  template <typename T>
  T run(Task<T> task) {
    return dailygrind::testing::run(loop_, std::move(task));
  }
  FilesBlobs& blobs() { return world_->blobs(); }
  http::ClientResponse send(http::Method method, std::string url, http::HeaderList headers = {},
                            std::string body = "") {
    return run(http_->send({.method = method,
                            .url = std::move(url),
                            .headers = std::move(headers),
                            .body = std::move(body)}));
  }
  http::ClientResponse get(std::string key, http::HeaderList headers = {},
                           http::Method method = http::Method::get) {
    auto request = run(blobs().sign_get(std::move(key), std::chrono::minutes{1}));
    return send(method, std::move(request.url), std::move(headers));
  }
  void put(std::string key, std::string content_type, std::string bytes) {
    run(blobs().put(std::move(key), std::move(content_type), std::move(bytes)));
  }
  /// A problem document with that code.
  static void expect_problem(const http::ClientResponse& answer, int status,
                             const std::string& code) {
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    EXPECT_THAT(answer.body, HasSubstr(code));
  }

  dailygrind::testing::TemporaryFolder folder_;
  AdjustableClock clock_;
  boost::asio::io_context loop_{1};
  std::unique_ptr<http::Client> http_ = http::make_curl_client(loop_);
  std::unique_ptr<testing::FilesWorld> world_ =
      std::make_unique<testing::FilesWorld>(folder_.path(), clock_);
};

TEST_F(FilesHttp, ShowsPicturesInPlaceAndSavesTheRest) {
  for (const auto& [type, disposition] : {std::pair{"image/png", "inline"},
                                          {"video/mp4", "inline"},
                                          {"image/svg+xml", "attachment"},
                                          {"text/html", "attachment"},
                                          {"image/png; x=y", "attachment"}}) {
    put("k", type, "<script>");
    const auto answer = get("k");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Type"), type);
    EXPECT_EQ(answer.header("Content-Disposition"), disposition) << type;
    EXPECT_EQ(answer.header("Content-Security-Policy"), "default-src 'none'; sandbox");
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Accept-Ranges"), "bytes");
  }
}

TEST_F(FilesHttp, AnswersHeadAsGet) {
  put("k", "image/png", "0123456789");
  const auto answer = get("k", {}, http::Method::head);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Length"), "10");
  EXPECT_EQ(answer.header("ETag"), run(blobs().head("k")).value().etag);
  EXPECT_EQ(answer.body, "");
}

TEST_F(FilesHttp, AnswersRanges) {
  put("k", "video/mp4", "0123456789");
  const auto end = get("k", {{"Range", "bytes=-3"}});
  EXPECT_EQ(end.status, 206);
  EXPECT_EQ(end.body, "789");
  EXPECT_EQ(end.header("Content-Range"), "bytes 7-9/10");
  const auto behind = get("k", {{"Range", "bytes=10-20"}});
  EXPECT_EQ(behind.status, 416);
  EXPECT_EQ(behind.header("Content-Range"), "bytes */10");
  EXPECT_EQ(behind.body, "");
  const auto several = get("k", {{"Range", "bytes=0-1,3-4"}});
  EXPECT_EQ(several.status, 200);
  EXPECT_EQ(several.body, "0123456789");
}

TEST_F(FilesHttp, AnswersARangeOnlyOfWhatTheClientKnows) {
  put("k", "video/mp4", "0123456789");
  const std::string etag{get("k").header("ETag")};
  const http::HeaderList rest{{"Range", "bytes=5-"}, {"If-Range", etag}};
  EXPECT_EQ(get("k", rest).body, "56789");
  put("k", "video/mp4", "abcdefghij");
  EXPECT_EQ(get("k", rest).status, 200);
  EXPECT_EQ(get("k", rest).body, "abcdefghij");
  EXPECT_EQ(get("k", {{"Range", "bytes=5-"}}, http::Method::head).status, 200);
}

TEST_F(FilesHttp, AnswersNothingNewToWhoHasIt) {
  put("k", "image/png", "x");
  const std::string etag{get("k").header("ETag")};
  const auto answer = get("k", {{"If-None-Match", etag}});
  EXPECT_EQ(answer.status, 304);
  EXPECT_EQ(answer.header("ETag"), etag);
  put("k", "image/png", "y");
  EXPECT_EQ(get("k", {{"If-None-Match", etag}}).body, "y");
}

TEST_F(FilesHttp, HoldsNoLargeBlobsInMemory) {
  const std::string part(max_call_bytes, 'x');
  const auto upload = run(blobs().create_multipart_upload("k", "video/mp4"));
  const auto sha256 = Checksum::of(part);
  std::vector<Part> parts;
  for (const int number : {1, 2}) {
    const auto request =
        run(blobs().sign_part(upload, {.number = number, .size = part.size(), .sha256 = sha256}));
    const auto answer = send(request.method, request.url, {}, part);
    ASSERT_EQ(answer.status, 200) << answer.body;
    parts.push_back({number, std::string{answer.header("ETag")}, sha256});
  }
  ASSERT_EQ(run(blobs().complete_multipart_upload(upload, parts)), Completion::done);
  expect_problem(get("k"), 400, "range-required");
  const auto end = get("k", {{"Range", "bytes=33554430-"}});
  EXPECT_EQ(end.status, 206);
  EXPECT_EQ(end.body, "xx");
}

TEST_F(FilesHttp, SaysWhyItRefuses) {
  const auto request = run(blobs().sign_put({.key = "k",
                                             .content_type = "image/png",
                                             .size = 7,
                                             .sha256 = Checksum::of("picture"),
                                             .lifetime = std::chrono::seconds{60}}));
  const http::HeaderList png{{"Content-Type", "image/png"}};
  const auto put_it = [&](const std::string& body, const http::HeaderList& headers) {
    return send(http::Method::put, request.url, headers, body);
  };
  expect_problem(put_it("pictures", png), 400, "wrong-size");
  expect_problem(put_it("pisture", png), 400, "wrong-checksum");
  expect_problem(put_it("picture", {{"Content-Type", "image/gif"}}), 400, "wrong-content-type");
  expect_problem(send(http::Method::get, request.url), 403, "bad-signature");
  expect_problem(send(http::Method::delete_, request.url), 405, "method-not-allowed");
  clock_.advance(std::chrono::seconds{60});
  expect_problem(put_it("picture", png), 403, "link-expired");
  EXPECT_FALSE(run(blobs().head("k")));
}

TEST_F(FilesHttp, KnowsNoPathsOutside) {
  for (const auto* path : {"..%2Fsecret", "%2e%2e/secret", "k%00", "%2Fetc%2Fpasswd", ""}) {
    auto url = run(blobs().sign_get("key", std::chrono::minutes{1})).url;
    url.replace(url.find("/key?") + 1, 3, path);
    EXPECT_EQ(send(http::Method::get, url).status, 403) << path;
  }
}

}  // namespace
}  // namespace dailygrind::blob
