#pragma once

#include <array>
#include <span>
#include <string_view>

/// The key schedule of a message, which both sides compute alike; for sources only.
namespace dailygrind::webpush {

/// Where both sides stand after the exchange.
struct KeyMaterial {
  std::span<const unsigned char> secret;      ///< of the exchange, 32 bytes
  std::string_view auth;                      ///< of the subscription
  std::string_view recipient_key;             ///< the browser's public key
  std::span<const unsigned char> sender_key;  ///< the message's own public key
  std::span<const unsigned char> salt;        ///< 16 bytes
};

struct MessageKeys {
  std::array<unsigned char, 16> key;
  std::array<unsigned char, 12> nonce;  ///< of record 0, the only one
};

/// RFC 8291 §3.4 and RFC 8188 §2.2, §2.3.
[[nodiscard]] MessageKeys derive_keys(const KeyMaterial& material);
/// RFC 8188 §2.2, §2.3 alone: from `input` (its IKM), for messages without RFC 8291.
[[nodiscard]] MessageKeys derive_keys(std::span<const unsigned char> input,
                                      std::span<const unsigned char> salt);

}  // namespace dailygrind::webpush
