#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/core/encoding.hpp"
#include "platform/core/log_line.hpp"

/// Bytes from outside: percent-encoding, base64url, UTF-8, folding and the log's escaping.

namespace {

using namespace dailygrind;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_encodings(std::string_view bytes) {
  require(percent_decode(percent_encode(bytes)) == bytes);
  require(base64url_decode(base64url_encode(bytes)) == bytes);
  // Only one spelling is accepted for what was decoded.
  if (const auto decoded = base64url_decode(bytes)) require(base64url_encode(*decoded) == bytes);
  if (const auto decoded = percent_decode(bytes)) require(decoded->size() <= bytes.size());
  percent_decode(bytes, true);
}

void check_text(std::string_view bytes) {
  if (!is_text(bytes)) return;
  require(code_points(bytes) <= bytes.size());
  const auto folded = fold_for_search(bytes);
  require(is_text(folded));
  require(is_text(trim(bytes)));
}

void check_log(std::string_view bytes) {
  log::LineBuffer line;
  log::append_json_string(line, bytes);
  const std::string_view text{line.data(), line.size()};
  require(is_text(text));
  require(text.find('\n') == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  check_encodings(bytes);
  check_text(bytes);
  check_log(bytes);
  return 0;
}
