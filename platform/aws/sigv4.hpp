#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/aws/credentials.hpp"
#include "platform/core/clock.hpp"
#include "platform/http/client.hpp"

/// AWS Signature Version 4 as the IAM User Guide says under "Create a signed AWS API request".
namespace dailygrind::aws {

/// For what a signature is good.
struct Scope {
  std::string region;
  std::string service;  ///< as it signs: `dynamodb`, `execute-api`
  bool operator==(const Scope&) const = default;
};

/// How a service wants its requests signed.
enum class Style : std::uint8_t {
  usual,
  /// S3: a path is encoded once and never normalised, and a header says the body's hash.
  s3
};

/// Adds `X-Amz-Date`, `Authorization`, and where they apply `X-Amz-Security-Token` and
/// `X-Amz-Content-Sha256`. All headers of the request are signed, and the host of its URL where
/// they have no `Host`, so that it must be sent as it is. Its URL is absolute, with path and query
/// encoded. `now` is the system's time, corrected by what the service says of it.
void sign(http::ClientRequest& request, const Scope& scope, const Credentials& credentials,
          Instant now, Style style = Style::usual);

/// What a presigned URL allows.
struct Presigned {
  http::Method method = http::Method::get;
  std::string url;                  ///< absolute; its query is kept
  http::HeaderList headers;         ///< that the request must have, besides `Host`
  std::chrono::seconds lasts{900};  ///< at most a week
};
/// The URL with its signature, for somebody who has no credentials; for S3. What the body is, stays
/// open but for what the headers say of it.
[[nodiscard]] std::string presign(const Presigned& request, const Scope& scope,
                                  const Credentials& credentials, Instant now);

/// The texts that a signature is made of.
struct SignatureTexts {
  std::string canonical_request;
  std::string string_to_sign;
  std::string signed_headers;  ///< names, with semicolons between
};
/// For a request that has all its headers but `Authorization`.
[[nodiscard]] SignatureTexts texts_of(const http::ClientRequest& request, const Scope& scope,
                                      Instant now, Style style = Style::usual);

/// In hex.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace dailygrind::aws
