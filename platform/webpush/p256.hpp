#pragma once

#include <openssl/ec.h>

#include <array>
#include <memory>
#include <string_view>

#include "platform/identity/openssl.hpp"

/// P-256 by OpenSSL's point arithmetic (which is constant-time), without the checks and allocations
/// that its key objects repeat for every message; for sources only.
namespace dailygrind::webpush {

using identity::FreeBy;
using NumberPtr = std::unique_ptr<BIGNUM, FreeBy<BN_clear_free>>;
using PointPtr = std::unique_ptr<EC_POINT, FreeBy<EC_POINT_clear_free>>;

inline constexpr std::size_t scalar_size = 32;

/// The curve; valid for ever, shared by all threads.
[[nodiscard]] const EC_GROUP* p256();

/// Nothing where `bytes` is no uncompressed point on the curve; infinity is none either.
[[nodiscard]] PointPtr parse_point(std::string_view bytes);

/// One side of a Diffie-Hellman exchange.
struct Exchange {
  std::array<unsigned char, 65> public_key;
  std::array<unsigned char, scalar_size> secret;  ///< x of the shared point (RFC 8291 §3.1)
};

/// False where `scalar` (big-endian) is not in [1, order): draw another one.
bool exchange(const std::array<unsigned char, scalar_size>& scalar, const EC_POINT& peer,
              Exchange& result);

}  // namespace dailygrind::webpush
