#include "platform/http/conditions.hpp"

#include <algorithm>
#include <charconv>

#include "platform/http/text.hpp"

namespace dailygrind::http {
namespace {

/// Digits and nothing else.
std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

bool none_match(std::string_view condition, std::string_view etag) {
  if (condition.empty()) return true;
  const auto core = etag.substr(0, etag.size() - 1);  // without the closing quote
  return condition != "*" && condition.find(core) == std::string_view::npos;
}

std::optional<ByteRange> parse_byte_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (header.size() < unit.size() || !same_name(header.substr(0, unit.size()), unit)) {
    return std::nullopt;
  }
  const auto set = trim_ows(header.substr(unit.size()));
  const auto dash = set.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = number_of(set.substr(0, dash));
  const auto last = number_of(set.substr(dash + 1));
  if (dash == 0) {
    if (!last) return std::nullopt;
    const auto suffix = std::min(*last, size);
    return ByteRange{size - suffix, suffix};
  }
  const bool open = dash + 1 == set.size();
  if (!first || (!open && (!last || *last < *first))) return std::nullopt;
  if (*first >= size) return ByteRange{*first, 0};
  const auto end = open ? size - 1 : std::min(*last, size - 1);
  return ByteRange{*first, end - *first + 1};
}

}  // namespace dailygrind::http
