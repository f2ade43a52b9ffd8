#include "platform/identity/embedded/refresh_token.hpp"

#include <array>
#include <charconv>

#include "platform/core/encoding.hpp"
#include "platform/core/keyed_hash.hpp"

namespace dailygrind::identity {
namespace {

constexpr std::string_view purpose = "refresh";
constexpr std::size_t longest = 512;

std::optional<std::array<std::string_view, 5>> split(std::string_view text) {
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto dot = text.find('.');
    if ((dot == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
    parts[i] = text.substr(0, dot);
    text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
  }
  return parts;
}

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string RefreshToken::encode(std::string_view secret) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(expires).time_since_epoch().count();
  auto text = base64url_encode(user.str()) + "." + sign_in + "." + std::to_string(generation) +
              "." + std::to_string(seconds);
  return text + "." + keyed_hash(secret, purpose, text);
}

std::optional<RefreshToken> RefreshToken::decode(std::string_view text, std::string_view secret) {
  if (text.size() > longest) return std::nullopt;
  const auto parts = split(text);
  if (!parts) return std::nullopt;
  const auto& mac = parts->back();
  const auto content = text.substr(0, text.size() - mac.size() - 1);
  if (!equal_in_constant_time(keyed_hash(secret, purpose, content), mac)) return std::nullopt;
  // From here on the text is known to be ours.
  return RefreshToken{.user = UserId{base64url_decode((*parts)[0]).value_or("")},
                      .sign_in = std::string{(*parts)[1]},
                      .generation = number((*parts)[2]),
                      .expires = Instant{std::chrono::seconds{number((*parts)[3])}}};
}

}  // namespace dailygrind::identity
