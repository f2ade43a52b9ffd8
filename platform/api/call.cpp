#include "platform/api/call.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "platform/core/encoding.hpp"

namespace dailygrind::api {
namespace {

constexpr char cursor_version = '1';

std::string_view next_tag(std::string_view& list) {
  const auto comma = list.find(',');
  const auto tag = trim(list.substr(0, comma));
  list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  return tag;
}

}  // namespace

void IfMatch::demand(std::string_view etag) const {
  if (condition.empty()) return;
  std::string_view list = condition;
  while (!list.empty()) {
    const auto tag = next_tag(list);
    if (tag == "*" || tag == etag) return;
  }
  throw Problem::precondition_failed();
}

std::string etag_of_bytes(std::string_view representation) {
  const auto hash = XXH3_128bits(representation.data(), representation.size());
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  const std::span<const unsigned char> bytes{canonical.digest};
  return '"' + base64url_encode(std::as_bytes(bytes)) + '"';
}

std::string encode_cursor(std::string_view sort_key) {
  return base64url_encode(cursor_version + std::string{sort_key});
}

std::optional<std::string> decode_cursor(std::string_view cursor) {
  if (cursor.size() > 2048) return std::nullopt;
  auto bytes = base64url_decode(cursor);
  if (!bytes || bytes->size() < 2 || bytes->front() != cursor_version) return std::nullopt;
  bytes->erase(0, 1);
  if (bytes->size() > 1024 || !is_text(*bytes)) return std::nullopt;
  return bytes;
}

}  // namespace dailygrind::api
