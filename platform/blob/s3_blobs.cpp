#include "platform/blob/s3_blobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <expected>
#include <limits>

#include "platform/blob/s3_documents.hpp"
#include "platform/blob/s3_errors.hpp"
#include "platform/core/encoding.hpp"

namespace dailygrind::blob {
namespace {

using http::Method;
using s3::Verdict;

constexpr const char* service = "s3";
constexpr const char* completion = "CompleteMultipartUpload";
constexpr const char* checksum_header = "x-amz-checksum-sha256";
/// Moves 16 MiB over a slow line.
constexpr std::chrono::seconds bytes_timeout{60};
/// S3 copies the parts together before it answers.
constexpr std::chrono::seconds completion_timeout{120};

/// What it says, or what is to be made of the error; throws what the port knows no outcome for.
using Answer = std::expected<http::ClientResponse, Verdict>;

class S3Blobs final : public Blobs {
 public:
  S3Blobs(S3Parts parts, const S3Settings& settings)
      : parts_(parts),
        scope_{settings.region, service},
        endpoint_(s3_address(settings)),
        bucket_(settings.bucket),
        bucket_path_(settings.path_style ? "/" + settings.bucket : "") {}

  Task<> put(std::string key, std::string content_type, std::string bytes) override {
    check_put(key, content_type, bytes.size());
    auto request = request_for("PutObject", Method::put, key);
    request.headers = {{"Content-Type", std::move(content_type)},
                       {checksum_header, Checksum::of(bytes).base64()}};
    request.body = std::move(bytes);
    request.timeout = bytes_timeout;
    co_await send(std::move(request));
  }

  Task<std::optional<Blob>> get(std::string key, Range range) override {
    check_key(key);
    const auto size = std::min(range.size, max_call_bytes);
    if (size != 0) {
      auto request = request_for("GetObject", Method::get, key);
      const auto last =
          range.first + std::min(size - 1, std::numeric_limits<std::uint64_t>::max() - range.first);
      request.headers = {{"Range", fmt::format("bytes={}-{}", range.first, last)}};
      request.timeout = bytes_timeout;
      auto answer = co_await ask(std::move(request), {Verdict::absent, Verdict::behind_the_end});
      if (answer) co_return Blob{s3::read_info(*answer), std::move(answer->body)};
      if (answer.error() == Verdict::absent) co_return std::nullopt;
    }
    auto info = co_await head(std::move(key));
    if (!info) co_return std::nullopt;
    co_return Blob{.info = std::move(*info)};
  }

  Task<std::optional<Info>> head(std::string key) override {
    check_key(key);
    auto request = request_for("HeadObject", Method::head, key);
    request.headers = {{"x-amz-checksum-mode", "ENABLED"}};
    const auto answer = co_await ask(std::move(request), {Verdict::absent});
    if (!answer) co_return std::nullopt;
    co_return s3::read_info(*answer);
  }

  Task<> remove(std::string key) override {
    check_key(key);
    co_await ask(request_for("DeleteObject", Method::delete_, key), {Verdict::absent});
  }

  Task<Page> list(ListQuery query) override {
    check(query);
    aws::Request request{.operation = "ListObjectsV2",
                         .method = Method::get,
                         .path = bucket_path_ + "/",
                         .query = fmt::format("list-type=2&encoding-type=url&max-keys={}&prefix={}",
                                              query.limit, percent_encode(query.prefix))};
    if (!query.after.empty()) request.query += "&start-after=" + percent_encode(query.after);
    co_return s3::read_list((co_await send(std::move(request))).body);
  }

  Task<SignedRequest> sign_put(UploadTerms terms) override {
    check(terms);
    co_return co_await presign({.method = Method::put,
                                .url = url_of(terms.key),
                                .headers = {{"Content-Type", terms.content_type},
                                            {"Content-Length", std::to_string(terms.size)},
                                            {checksum_header, terms.sha256.base64()}},
                                .lasts = terms.lifetime});
  }

  Task<SignedRequest> sign_get(std::string key, std::chrono::seconds lifetime) override {
    check_key(key);
    check_lifetime(lifetime);
    co_return co_await presign({.url = url_of(key), .lasts = lifetime});
  }

  Task<Upload> create_multipart_upload(std::string key, std::string content_type) override {
    check_put(key, content_type, 0);
    auto request = request_for("CreateMultipartUpload", Method::post, key);
    request.query = "uploads=";
    request.headers = {{"Content-Type", std::move(content_type)},
                       {"x-amz-checksum-algorithm", "SHA256"}};
    auto id = s3::read_upload_id((co_await send(std::move(request))).body);
    co_return Upload{std::move(key), std::move(id)};
  }

  Task<SignedRequest> sign_part(Upload upload, PartTerms terms) override {
    check(upload, terms);
    co_return co_await presign(
        {.method = Method::put,
         .url = fmt::format("{}?partNumber={}&uploadId={}", url_of(upload.key), terms.number,
                            percent_encode(upload.upload_id)),
         .headers = {{"Content-Length", std::to_string(terms.size)},
                     {checksum_header, terms.sha256.base64()}},
         .lasts = terms.lifetime});
  }

  Task<Completion> complete_multipart_upload(Upload upload, std::vector<Part> parts) override {
    check_key(upload.key);
    if (!is_upload_id(upload.upload_id)) co_return Completion::no_such_upload;
    if (!s3::can_be(parts)) co_return Completion::parts_differ;
    auto request = request_for(completion, Method::post, upload);
    request.headers = {{"Content-Type", "application/xml"}};
    request.body = s3::completion_of(parts);
    request.timeout = completion_timeout;
    const auto answer =
        co_await ask(std::move(request), {Verdict::no_such_upload, Verdict::parts_differ});
    if (answer) co_return Completion::done;
    co_return answer.error() == Verdict::parts_differ ? Completion::parts_differ
                                                      : Completion::no_such_upload;
  }

  Task<> abort_multipart_upload(Upload upload) override {
    check_key(upload.key);
    if (!is_upload_id(upload.upload_id)) co_return;  // without one it would remove the blob
    co_await ask(request_for("AbortMultipartUpload", Method::delete_, upload),
                 {Verdict::no_such_upload});
  }

 private:
  [[nodiscard]] std::string url_of(std::string_view key) const {
    return endpoint_ + bucket_path_ + url_path_of(key);
  }

  [[nodiscard]] aws::Request request_for(std::string operation, Method method,
                                         std::string_view key) const {
    return {.operation = std::move(operation),
            .method = method,
            .path = bucket_path_ + url_path_of(key)};
  }
  [[nodiscard]] aws::Request request_for(std::string operation, Method method,
                                         const Upload& upload) const {
    auto request = request_for(std::move(operation), method, upload.key);
    request.query = "uploadId=" + percent_encode(upload.upload_id);
    return request;
  }

  /// The answer, or which of the `expected` outcomes it was instead.
  Task<Answer> ask(aws::Request request, std::vector<Verdict> expected) {
    const bool may_fail_late = request.operation == completion;
    std::optional<aws::Error> error;
    request.resource = bucket_;
    try {
      auto answer = co_await parts_.s3.send(std::move(request));
      if (may_fail_late) s3::check_late_error(answer);
      co_return answer;
    } catch (const aws::Error& caught) {
      error = caught;
    }
    const auto verdict = s3::verdict_of(*error);
    if (std::ranges::find(expected, verdict) == expected.end()) s3::fail(*error);
    co_return std::unexpected{verdict};
  }
  Task<http::ClientResponse> send(aws::Request request) {
    co_return (co_await ask(std::move(request), {})).value();
  }

  Task<SignedRequest> presign(aws::Presigned request) const {
    const auto credentials = co_await parts_.credentials.get();
    const auto now = parts_.system.now();
    SignedRequest signed_request{
        .method = request.method,
        .url = aws::presign(request, scope_, credentials, now),
        .headers = std::move(request.headers),
        .expires_at = std::chrono::floor<std::chrono::seconds>(now) + request.lasts};
    if (credentials.expires) {
      signed_request.expires_at = std::min(signed_request.expires_at, *credentials.expires);
    }
    std::erase_if(signed_request.headers,
                  [](const auto& header) { return header.first == "Content-Length"; });
    co_return signed_request;
  }

  S3Parts parts_;
  const aws::Scope scope_;
  const std::string endpoint_;
  const std::string bucket_;
  const std::string bucket_path_;
};

}  // namespace

std::string s3_address(const S3Settings& settings) {
  if (settings.path_style) return settings.endpoint;
  const auto host = settings.endpoint.find("://") + 3;
  return settings.endpoint.substr(0, host) + settings.bucket + "." + settings.endpoint.substr(host);
}

aws::ClientSettings s3_client_settings(const S3Settings& settings) {
  return {.service = service,
          .region = settings.region,
          .endpoint = s3_address(settings),
          .style = aws::Style::s3};
}

Task<> make_missing_bucket(aws::Client& s3, S3Settings settings) {
  const auto path = settings.path_style ? "/" + settings.bucket : std::string{"/"};
  try {
    bool missing = false;
    try {
      co_await s3.send({.operation = "HeadBucket", .method = Method::head, .path = path});
    } catch (const aws::Error& error) {
      if (error.status() != 404) throw;
      missing = true;
    }
    if (!missing) co_return;
    aws::Request request{.operation = "CreateBucket", .method = Method::put, .path = path};
    // The oldest region is the only one that must not be named.
    if (settings.region != "us-east-1") {
      request.body = fmt::format(
          R"(<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">)"
          R"(<LocationConstraint>{}</LocationConstraint></CreateBucketConfiguration>)",
          settings.region);
    }
    co_await s3.send(std::move(request));
  } catch (const aws::Error& error) {
    s3::fail(error);
  }
}

std::unique_ptr<Blobs> make_s3_blobs(S3Parts parts, const S3Settings& settings) {
  return std::make_unique<S3Blobs>(parts, settings);
}

}  // namespace dailygrind::blob
