#pragma once

#include <string>
#include <string_view>

namespace dailygrind::bench {

/// A message body (RFC 8291) by OpenSSL 3's high-level calls, as its manual pages show them: keys
/// from bytes, EVP_PKEY_derive with its check of the peer, HKDF by EVP_KDF.
[[nodiscard]] std::string encrypt_plainly(std::string_view p256dh, std::string_view auth,
                                          std::string_view payload);

}  // namespace dailygrind::bench
