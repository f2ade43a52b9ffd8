#include "platform/http/trace_ids.hpp"

#include <algorithm>

namespace dailygrind::http {

namespace {

void append_hex(std::string& text, std::uint64_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  char hex[16];
  for (int at = 15; at >= 0; --at) {
    hex[at] = digits[value & 15];
    value >>= 4;
  }
  text.append(hex, sizeof hex);
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/// `size` lower-case hexadecimal digits, not all of them 0.
bool is_trace_field(std::string_view text) {
  return std::ranges::all_of(text, is_hex) &&
         std::ranges::any_of(text, [](char c) { return c != '0'; });
}

bool is_id_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

std::uint64_t TraceIds::next() {
  // SplitMix64: a bijection of a counter, so no value comes twice.
  state_ += 0x9E3779B97F4A7C15;
  auto mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

void TraceIds::request_id(std::string& text) {
  text.clear();
  append_hex(text, next());
}

void TraceIds::traceparent(std::string& text) {
  text.assign("00-");
  append_hex(text, next());
  append_hex(text, next());
  text += '-';
  append_hex(text, next() | 1);
  text += "-01";
}

bool is_traceparent(std::string_view text) {
  if (text.size() < 55 || text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
  const auto version = text.substr(0, 2);
  if (!std::ranges::all_of(version, is_hex) || version == "ff") return false;
  if (text.size() > 55 && (version == "00" || text[55] != '-' || text.size() > 256)) return false;
  return is_trace_field(text.substr(3, 32)) && is_trace_field(text.substr(36, 16)) &&
         std::ranges::all_of(text.substr(53, 2), is_hex);
}

bool is_request_id(std::string_view text) {
  return text.size() >= 8 && text.size() <= 64 && std::ranges::all_of(text, is_id_char);
}

}  // namespace dailygrind::http
