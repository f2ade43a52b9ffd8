#include "platform/webpush/recipient.hpp"

#include "platform/webpush/p256.hpp"

namespace dailygrind::webpush {

std::string_view detail_of(KeyFlaw flaw) {
  switch (flaw) {
    case KeyFlaw::public_key:
      return "must be a point of the curve P-256, uncompressed (65 bytes)";
    case KeyFlaw::auth_secret:
      return "must have 16 bytes";
  }
  return {};
}

std::expected<Recipient, KeyFlaw> Recipient::parse(std::string_view p256dh, std::string_view auth) {
  auto point = parse_point(p256dh);
  if (!point) return std::unexpected{KeyFlaw::public_key};
  if (auth.size() != auth_secret_size) return std::unexpected{KeyFlaw::auth_secret};
  return Recipient{std::string{p256dh}, std::string{auth}, std::move(point)};
}

}  // namespace dailygrind::webpush
