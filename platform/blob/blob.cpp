#include "platform/blob/blob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "platform/core/encoding.hpp"

namespace dailygrind::blob {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_printable(char c) { return c >= ' ' && c <= '~'; }

bool is_segment(std::string_view text) {
  return !text.empty() && text.size() <= max_key_segment_bytes && text != "." && text != "..";
}

void demand(bool holds, std::string_view what) {
  if (!holds) throw std::logic_error{fmt::format("blob: {}", what)};
}

}  // namespace

bool is_key(std::string_view text) {
  if (text.size() > max_key_bytes || !is_text(text) || std::ranges::any_of(text, is_control)) {
    return false;
  }
  while (true) {
    const auto slash = text.find('/');
    if (!is_segment(text.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    text.remove_prefix(slash + 1);
  }
}

bool is_content_type(std::string_view text) {
  const auto slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
         text.size() <= max_content_type_bytes && std::ranges::all_of(text, is_printable) &&
         trim(text) == text;
}

bool is_upload_id(std::string_view text) {
  return !text.empty() && text.size() <= max_key_bytes && std::ranges::all_of(text, is_printable);
}

std::string url_path_of(std::string_view key) {
  std::string path;
  while (true) {
    const auto slash = key.find('/');
    path.append("/").append(percent_encode(key.substr(0, slash)));
    if (slash == std::string_view::npos) return path;
    key.remove_prefix(slash + 1);
  }
}

void check_key(std::string_view key) {
  demand(is_key(key), fmt::format("'{}' is no key", key.substr(0, max_key_bytes)));
}

void check_put(std::string_view key, std::string_view content_type, std::uint64_t size) {
  check_key(key);
  demand(is_content_type(content_type), fmt::format("'{}' is no content type", content_type));
  demand(size <= max_call_bytes, "more bytes than a call moves; use a signed upload");
}

void check_lifetime(std::chrono::seconds lifetime) {
  demand(lifetime.count() >= 1 && lifetime <= max_lifetime, "a URL lasts a second to a week");
}

void check(const UploadTerms& terms) {
  check_put(terms.key, terms.content_type, 0);
  check_lifetime(terms.lifetime);
  demand(terms.size <= max_upload_bytes, "more bytes than an upload has; use parts");
}

void check(const Upload& upload, const PartTerms& terms) {
  check_key(upload.key);
  demand(is_upload_id(upload.upload_id), "no upload has that id");
  check_lifetime(terms.lifetime);
  demand(terms.number >= 1 && terms.number <= max_parts, "no part has that number");
  demand(terms.size <= max_upload_bytes, "more bytes than a part has");
}

void check(const ListQuery& query) {
  demand(query.limit >= 1 && query.limit <= max_page, "a page has 1 to 1000 keys");
  demand(std::ranges::none_of(query.prefix, is_control), "keys have no control characters");
}

}  // namespace dailygrind::blob
