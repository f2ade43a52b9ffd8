#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "platform/blob/blob.hpp"
#include "platform/core/random.hpp"

namespace dailygrind::blob {

/// What a URL of ours allows: a GET of a key, a PUT of one, or a PUT of a part.
struct Grant {
  http::Method method = http::Method::get;
  std::string key;
  Instant expires{};  ///< in whole seconds
  // Of a PUT.
  std::string content_type;  ///< "" of a part
  std::uint64_t size = 0;
  Checksum sha256;
  // Of a part.
  std::string upload_id;
  int part = 0;
};

enum class Denial : std::uint8_t { bad_signature, expired };

/// Makes and reads the URLs of the files adapter: everything that a grant says is in the URL and
/// under its signature, HMAC-SHA-256. Thread-safe.
class Grants {
 public:
  /// `secret` has 32 bytes. `base_url` is where the handlers of files_http.hpp are mounted, without
  /// a slash at the end: `https://social.example/blobs`.
  Grants(std::string secret, std::string base_url);

  [[nodiscard]] std::string url_of(const Grant& grant) const;
  /// What a request to such a URL may do: `key` is decoded, `query` is not. `method` is that of the
  /// route, GET for HEAD, too.
  [[nodiscard]] std::expected<Grant, Denial> read(http::Method method, std::string_view key,
                                                  std::string_view query, Instant now) const;

 private:
  [[nodiscard]] std::string signature_of(const Grant& grant) const;

  std::string secret_;
  std::string base_url_;
};

/// The secret in that file, which is made with mode 0600 where it is missing. Throws
/// std::runtime_error, with what to do about it, where it cannot be used.
[[nodiscard]] std::string open_secret(const std::filesystem::path& file, Random& random);

}  // namespace dailygrind::blob
