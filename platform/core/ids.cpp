#include "platform/core/ids.hpp"

#include <algorithm>
#include <array>

namespace dailygrind {
namespace {

bool is_lower_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::string format_uuid(const std::array<std::byte, 16>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at == 4 || at == 6 || at == 8 || at == 10) text += '-';
    const auto byte = std::to_integer<unsigned>(bytes[at]);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string make_uuid_v7(Instant moment, std::array<std::byte, 16> bytes) {
  const auto time = static_cast<std::uint64_t>(moment.time_since_epoch().count());
  for (std::size_t at = 0; at < 6; ++at) {
    bytes[at] = static_cast<std::byte>(time >> (40 - 8 * at));
  }
  bytes[6] = (bytes[6] & std::byte{0x0F}) | std::byte{0x70};
  bytes[8] = (bytes[8] & std::byte{0x3F}) | std::byte{0x80};
  return format_uuid(bytes);
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (dash ? text[at] != '-' : !is_lower_hex(text[at])) return false;
  }
  return true;
}

bool is_subject(std::string_view text) {
  return !text.empty() && text.size() <= 128 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-';
  });
}

std::string uuid_v7(Instant now, Random& random) {
  std::array<std::byte, 16> bytes{};
  random.fill(bytes);
  const auto sequence = random.sequence(now.time_since_epoch().count());
  bytes[6] = static_cast<std::byte>(sequence >> 8);
  bytes[7] = static_cast<std::byte>(sequence);
  return make_uuid_v7(now, bytes);
}

std::string uuid_v7_floor(Instant moment) { return make_uuid_v7(moment, {}); }

}  // namespace dailygrind
