#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// What a request may ask of a representation besides all of it.
namespace dailygrind::http {

/// Whether If-None-Match, as it was sent, names no tag like `etag` (RFC 9110 §13.1.2). The
/// comparison is weak, so that the tag of a compressed copy matches too. True where it is absent.
[[nodiscard]] bool none_match(std::string_view condition, std::string_view etag);

/// A part of a representation. `size` is 0 where it begins behind the end (416).
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
  bool operator==(const ByteRange&) const = default;
};
/// What a Range header asks for of `size` bytes (RFC 9110 §14.2), cut at the end. Nothing where
/// everything is to be answered: no header, another unit, several ranges, or one that is malformed.
[[nodiscard]] std::optional<ByteRange> parse_byte_range(std::string_view header,
                                                        std::uint64_t size);

}  // namespace dailygrind::http
