#include "platform/describe/rules.hpp"

#include <algorithm>

#include "platform/core/encoding.hpp"
#include "platform/core/ids.hpp"
#include "platform/core/time_zone.hpp"

namespace dailygrind::describe {
namespace {

bool is_control(char c, bool breaks_allowed) {
  if (c == '\x7F') return true;
  if (static_cast<unsigned char>(c) >= 0x20) return false;
  return !(breaks_allowed && (c == '\n' || c == '\r' || c == '\t'));
}

/// Embeddings, overrides and isolates of UAX #9: U+202A to U+202E and U+2066 to U+2069. In a name
/// they would turn the sentence around that the name stands in.
bool turns_direction(std::string_view text) {
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    if (text[at] != '\xE2') continue;
    const auto tail = text.substr(at + 1, 2);
    if (tail >= "\x80\xAA" && tail <= "\x80\xAE") return true;
    if (tail >= "\x81\xA6" && tail <= "\x81\xA9") return true;
  }
  return false;
}

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         std::ranges::none_of(
             text,
             [](char c) { return c == ' ' || c == '<' || c == '>' || is_control(c, false); }) &&
         text.find('@') == at;
}

bool is_uri(std::string_view text) {
  const bool scheme = text.starts_with("https://") || text.starts_with("http://");
  return scheme && text.size() > text.find("//") + 2 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::string broken_format(Format format, std::string_view text) {
  switch (format) {
    case Format::line:
      return turns_direction(text)
                 ? "must not contain characters that turn the direction of writing"
                 : "";
    case Format::text:
      return {};
    case Format::partial_date:
      return is_partial_date(text) ? "" : "must be a date: YYYY, YYYY-MM or YYYY-MM-DD";
    case Format::time_zone:
      return is_time_zone(text) ? "" : "must be an IANA time zone such as Europe/Berlin";
    case Format::slug:
      return is_slug(text) ? "" : "must be 1 to 64 of A-Z a-z 0-9 _ -";
    case Format::email:
      return is_email(text) ? "" : "must be an e-mail address";
    case Format::uri:
      return is_uri(text) ? "" : "must be an http or https address";
  }
  return {};
}

}  // namespace

std::string broken_rule(const Rule& rule, std::string_view text) {
  if (!is_text(text)) return "must be well-formed UTF-8 without NUL";
  if (std::ranges::any_of(text,
                          [&](char c) { return is_control(c, rule.format == Format::text); })) {
    return "must not contain control characters";
  }
  if (trim(text).empty()) return "must not be blank";
  const auto length = static_cast<std::int64_t>(code_points(text));
  if (length < rule.least)
    return "must have at least " + std::to_string(rule.least) + " characters";
  if (length > rule.most) return "must have at most " + std::to_string(rule.most) + " characters";
  return broken_format(rule.format, text);
}

std::string broken_rule(const Rule& rule, std::int64_t number) {
  if (number >= rule.least && number <= rule.most) return {};
  return "must be between " + std::to_string(rule.least) + " and " + std::to_string(rule.most);
}

}  // namespace dailygrind::describe
