#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

struct evp_pkey_st;

namespace dailygrind::identity {

/// The signature algorithms that we accept (RFC 7518 §3.1); nothing else exists here, so that
/// neither `none` nor a symmetric algorithm can be asked for.
enum class Algorithm : std::uint8_t { rs256, es256 };

/// Nothing for every name but `RS256` and `ES256`.
std::optional<Algorithm> parse_algorithm(std::string_view name);

/// A key that checks signatures of exactly one algorithm. Thread-safe.
class PublicKey {
 public:
  /// An RSA key from its modulus and exponent, big-endian; nothing below 2048 or above 8192 bits,
  /// nor with an even exponent or one below 3.
  static std::optional<PublicKey> rsa(std::string_view modulus, std::string_view exponent);
  /// A P-256 key from its coordinates of 32 bytes; nothing where that is no point of the curve.
  static std::optional<PublicKey> p256(std::string_view x, std::string_view y);

  [[nodiscard]] Algorithm algorithm() const { return algorithm_; }
  /// `signature` in the form of JWS: for ES256 the two numbers of 32 bytes each.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;

 private:
  PublicKey(Algorithm algorithm, std::shared_ptr<evp_pkey_st> key)
      : algorithm_(algorithm), key_(std::move(key)) {}

  Algorithm algorithm_;
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace dailygrind::identity
