#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/core/random.hpp"
#include "platform/webpush/recipient.hpp"

namespace dailygrind::webpush {

/// What encryption adds to a payload: header with salt and key, delimiter, tag (RFC 8188 §2).
inline constexpr std::size_t encryption_overhead = 16 + 4 + 1 + public_key_size + 1 + 16;

/// `payload` as the body of a request with `Content-Encoding: aes128gcm` (RFC 8291, RFC 8188): one
/// record, no padding, with a key pair and a salt of its own from `random`. `payload` must not be
/// longer than `longest_payload` (sender.hpp): std::length_error. Thread-safe; takes well below 0.1
/// ms.
[[nodiscard]] std::string encrypt(const Recipient& recipient, std::string_view payload,
                                  Random& random);

}  // namespace dailygrind::webpush
