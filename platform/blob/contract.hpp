#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "platform/blob/blob.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

/// What every adapter of the blob port promises. An adapter's test instantiates BlobContract and
/// MultipartContract with its Backend; the tests themselves lie in contract_*_test.cpp.
namespace dailygrind::blob {

/// What an adapter is made of in a test; all of it outlives the adapter.
struct Surroundings {
  boost::asio::io_context& loop;  ///< of all calls
  const Clock& clock;             ///< by which URLs are signed
  std::filesystem::path folder;
};

struct Backend {
  std::string name;
  /// Empty blobs, and whatever answers their URLs.
  std::function<std::shared_ptr<Blobs>(const Surroundings&)> open;
};
inline std::ostream& operator<<(std::ostream& out, const Backend& backend) {
  return out << backend.name;
}

class BlobContract : public ::testing::TestWithParam<Backend> {
 protected:
  template <typename T>
  T run(Task<T> task) {
    return testing::run(loop_, std::move(task));
  }
  void put(std::string key, std::string bytes, std::string content_type = "text/plain") {
    run(blobs().put(std::move(key), std::move(content_type), std::move(bytes)));
  }
  std::optional<Info> head(std::string key) { return run(blobs().head(std::move(key))); }
  /// What `get` returns; a failure, and nothing, where the blob is absent.
  Blob get(std::string key, Range range = {}) {
    auto blob = run(blobs().get(std::move(key), range));
    EXPECT_TRUE(blob);
    return blob.value_or(Blob{});
  }
  Page list(ListQuery query) { return run(blobs().list(std::move(query))); }
  std::vector<std::string> keys(ListQuery query) {
    std::vector<std::string> keys;
    for (auto& blob : list(std::move(query)).blobs) keys.push_back(std::move(blob.key));
    return keys;
  }

  /// What somebody may upload who has `bytes`.
  static UploadTerms terms_for(std::string key, std::string_view bytes) {
    return {.key = std::move(key),
            .content_type = "image/png",
            .size = bytes.size(),
            .sha256 = Checksum::of(bytes)};
  }
  SignedRequest sign_put(UploadTerms terms) { return run(blobs().sign_put(std::move(terms))); }
  SignedRequest sign_get(std::string key) {
    return run(blobs().sign_get(std::move(key), std::chrono::minutes{5}));
  }
  /// Sends it as a client does that knows nothing but what `request` says.
  http::ClientResponse send(SignedRequest request, std::string body = "",
                            const http::HeaderList& more = {}) {
    http::ClientRequest wire{.method = request.method,
                             .url = std::move(request.url),
                             .headers = std::move(request.headers),
                             .body = std::move(body),
                             .response_limit = std::size_t{2} * max_call_bytes};
    wire.headers.insert(wire.headers.end(), more.begin(), more.end());
    return run(http_->send(std::move(wire)));
  }
  /// Sends it, which must be refused and leave nothing under `key`.
  void expect_refused(SignedRequest request, const std::string& key, std::string body) {
    const auto answer = send(std::move(request), std::move(body));
    EXPECT_EQ(answer.status / 100, 4) << answer.status << ": " << answer.body;
    EXPECT_FALSE(head(key));
  }

  Blobs& blobs() { return *blobs_; }

  AdjustableClock clock_;
  boost::asio::io_context loop_{1};

 private:
  testing::TemporaryFolder folder_;
  std::unique_ptr<http::Client> http_ = http::make_curl_client(loop_);
  std::shared_ptr<Blobs> blobs_ = GetParam().open({loop_, clock_, folder_.path()});
};

class MultipartContract : public BlobContract {
 protected:
  Upload create(std::string key) {
    return run(blobs().create_multipart_upload(std::move(key), "video/mp4"));
  }
  SignedRequest sign_part(Upload upload, int number, std::string_view bytes) {
    return run(
        blobs().sign_part(std::move(upload),
                          {.number = number, .size = bytes.size(), .sha256 = Checksum::of(bytes)}));
  }
  /// Uploads it as a client does.
  Part put_part(Upload upload, int number, const std::string& bytes) {
    const auto answer = send(sign_part(std::move(upload), number, bytes), bytes);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return {number, std::string{answer.header("ETag")}, Checksum::of(bytes)};
  }
  Completion complete(Upload upload, std::vector<Part> parts) {
    return run(blobs().complete_multipart_upload(std::move(upload), std::move(parts)));
  }

  const std::string large_ = std::string(min_part_bytes, 'l');
};

/// Keys that only a careless adapter takes for others.
inline const std::vector<std::string> odd_keys = {
    "a b",    "a+b",      "a%20b",  "a%2Fb",   "100%",        "q?x=1&y=2", "#fragment",
    "é/ü/日", "🚀.png",   "'\"<&>", "a:b;c,d", "*(!)~[]{}|^", "...",       ".hidden",
    "a.b/.c", "back\\sl", "a=b",    "@$",      "..a",         "a.."};

}  // namespace dailygrind::blob
