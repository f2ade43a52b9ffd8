#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dailygrind::http {

/// True where a client that sent this Accept-Encoding prefers gzip to no encoding, or likes both
/// the same (RFC 9110 §12.5.3). An absent or empty header means no.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// True for media types that gzip makes smaller: text, JSON, XML, scripts, SVG, WebAssembly.
[[nodiscard]] bool is_compressible(std::string_view content_type);

/// Compresses bodies; reuses its tables. One per event loop; not thread-safe.
class Gzip {
 public:
  Gzip();
  ~Gzip();

  /// Nothing where the result would not be smaller.
  [[nodiscard]] std::optional<std::string> compress(std::string_view body);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;  ///< made at first use: it takes 256 KiB
};

/// What `gzip` was made of. Throws std::runtime_error where it is broken.
[[nodiscard]] std::string gunzip(std::string_view gzip);

/// The mark that tells the ETag of a gzip-encoded body from that of the plain one. Both stay strong
/// validators, as RFC 9110 §8.8.3 asks of two representations; the mark is taken off again when a
/// client sends it back, so handlers know the plain one only. Handlers' tags must not end in it.
inline constexpr std::string_view gzip_etag_mark = "-gzip\"";

/// Adds the mark to a strong ETag; a weak one stays as it is.
void mark_etag(std::string& etag);

/// Takes the mark off every tag of an If-Match or If-None-Match list; nothing where none had it.
[[nodiscard]] std::optional<std::string> unmark_etags(std::string_view list);

}  // namespace dailygrind::http
