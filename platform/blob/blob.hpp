#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/blob/checksum.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"
#include "platform/http/client.hpp"

/// The blob port: bytes under keys, in the shape of S3's object storage and with its names and
/// limits, so that what works on files works there. Clients upload and download by themselves,
/// through signed URLs: what is large never passes through a service.
namespace dailygrind::blob {

inline constexpr std::size_t max_key_bytes = 1024;
inline constexpr std::size_t max_key_segment_bytes = 250;
inline constexpr std::size_t max_content_type_bytes = 255;
/// What one call of put, or of get, moves.
inline constexpr std::uint64_t max_call_bytes = std::uint64_t{16} << 20U;
/// What one signed upload, or one part, has.
inline constexpr std::uint64_t max_upload_bytes = std::uint64_t{5} << 30U;
/// Of a part, unless it is the last one.
inline constexpr std::uint64_t min_part_bytes = std::uint64_t{5} << 20U;
inline constexpr int max_parts = 10'000;
inline constexpr std::size_t max_page = 1000;
inline constexpr std::chrono::seconds max_lifetime = std::chrono::days{7};

/// True for 1 to 1024 bytes of UTF-8 without control characters, in segments between single
/// slashes: each has 1 to 250 bytes and is neither `.` nor `..`, which clients take out of URLs.
/// Everything else is allowed: spaces, `+`, `%`, quotes, any script.
[[nodiscard]] bool is_key(std::string_view text);
/// True for `type/subtype` with or without parameters, in at most 255 printable ASCII characters.
[[nodiscard]] bool is_content_type(std::string_view text);

/// True for 1 to 1024 printable ASCII characters, as both adapters make the ids of uploads. Clients
/// bring them back: look before `sign_part`.
[[nodiscard]] bool is_upload_id(std::string_view text);

/// As the end of a URL's path: `/` and the key, %-encoded but for its slashes.
[[nodiscard]] std::string url_path_of(std::string_view key);

/// What a blob is besides its bytes.
struct Info {
  std::uint64_t size = 0;
  std::string content_type;
  std::string etag;  ///< in quotes; another where the bytes are others
  /// Not always of what was made of parts, and not of what `get` answers.
  std::optional<Checksum> sha256;
  Instant last_modified{};
};

struct Blob {
  Info info;
  std::string bytes;
};

/// Bytes from `first` on, at most `size` and at most max_call_bytes.
struct Range {
  std::uint64_t first = 0;
  std::uint64_t size = max_call_bytes;
};

struct ListQuery {
  std::string prefix;            ///< of keys, in bytes; "" for all
  std::string after;             ///< only keys behind it; "" from the beginning
  std::size_t limit = max_page;  ///< 1 to max_page
};
struct Listed {
  std::string key;
  std::uint64_t size = 0;
  std::string etag;
  Instant last_modified{};
};
struct Page {
  std::vector<Listed> blobs;        ///< in the order of the keys' bytes
  std::optional<std::string> next;  ///< `after` of the next page; none on the last
};

/// What somebody may upload. They can do so again while the URL lasts, but only the same bytes.
struct UploadTerms {
  std::string key;
  std::string content_type;
  std::uint64_t size = 0;  ///< exactly
  Checksum sha256;
  std::chrono::seconds lifetime{900};  ///< a second to a week
};

/// A request that somebody without credentials may send.
struct SignedRequest {
  http::Method method = http::Method::get;
  std::string url;
  /// It must have these, too. `Content-Length` is signed as well and not among them: every client
  /// sets it by itself, and a browser lets nobody else do so.
  http::HeaderList headers;
  Instant expires_at{};
};

/// A blob that is made of parts.
struct Upload {
  std::string key;
  std::string upload_id;
};
struct PartTerms {
  int number = 1;  ///< 1 to 10,000
  std::uint64_t size = 0;
  Checksum sha256;
  std::chrono::seconds lifetime{900};
};
struct Part {
  int number = 1;
  std::string etag;  ///< as the answer to its upload said
  Checksum sha256;
};
enum class Completion : std::uint8_t {
  done,
  /// A part is missing, is another, is smaller than min_part_bytes and not the last one, or they
  /// are not in order: the upload goes on.
  parts_differ,
  no_such_upload,  ///< aborted, cleaned up, or perhaps completed before
};

/// Thread-safe; a call resumes on the executor of its caller, which runs on one thread or is a
/// strand. The event loops of callers must outlive the blobs.
///
/// Errors: a backend that does not answer, refuses our credentials or is full throws
/// Problem::unavailable. A key, a content type, a size, a lifetime or a limit that breaks the rules
/// above is a defect of the caller: std::logic_error.
class Blobs {
 public:
  virtual ~Blobs() = default;

  /// The whole blob, in place of what was there, at most max_call_bytes; kept when it returns. Of
  /// several at the same time one wins, bytes and content type together.
  virtual Task<> put(std::string key, std::string content_type, std::string bytes) = 0;
  /// Nothing where it is absent. Of a range that begins behind the end there are no bytes.
  virtual Task<std::optional<Blob>> get(std::string key, Range range = {}) = 0;
  virtual Task<std::optional<Info>> head(std::string key) = 0;
  /// Absent when it returns, also where it was before.
  virtual Task<> remove(std::string key) = 0;
  virtual Task<Page> list(ListQuery query) = 0;

  /// A PUT that is refused, and leaves nothing, unless type, size and checksum are these. The
  /// answer has the blob's ETag. Asks no backend. May expire earlier than the terms say, with the
  /// credentials it was signed with.
  virtual Task<SignedRequest> sign_put(UploadTerms terms) = 0;
  /// A GET, whole or of a range; 404 where the blob is absent then.
  virtual Task<SignedRequest> sign_get(std::string key, std::chrono::seconds lifetime) = 0;

  /// Begins a blob of parts, which exists once it is completed.
  virtual Task<Upload> create_multipart_upload(std::string key, std::string content_type) = 0;
  /// As sign_put, for a part, which replaces an earlier one of its number. Whether there is such an
  /// upload is seen when the part arrives.
  virtual Task<SignedRequest> sign_part(Upload upload, PartTerms terms) = 0;
  /// Makes the blob of these parts, in this order, in place of what was there.
  virtual Task<Completion> complete_multipart_upload(Upload upload, std::vector<Part> parts) = 0;
  /// Its parts are gone when it returns; no error where there is no such upload.
  virtual Task<> abort_multipart_upload(Upload upload) = 0;
};

/// Throw std::logic_error for what breaks the rules, before an adapter does anything.
void check_key(std::string_view key);
void check_put(std::string_view key, std::string_view content_type, std::uint64_t size);
void check_lifetime(std::chrono::seconds lifetime);
void check(const UploadTerms& terms);
void check(const Upload& upload, const PartTerms& terms);
void check(const ListQuery& query);

}  // namespace dailygrind::blob
