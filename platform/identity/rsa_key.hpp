#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

struct evp_pkey_st;

namespace dailygrind::identity {

/// An RSA key that signs tokens. Immutable and shared; thread-safe.
class RsaKey {
 public:
  /// A fresh key of 2048 bits; takes 0.1 to 0.3 s of a core.
  static RsaKey generate();
  /// Throws std::runtime_error where `pem` holds no RSA key of at least 2048 bits.
  static RsaKey from_pem(const std::string& pem);

  /// The private key, PKCS #8, unencrypted.
  [[nodiscard]] std::string pem() const;
  /// The thumbprint (RFC 7638): a name that follows from the key.
  [[nodiscard]] const std::string& kid() const { return kid_; }
  /// The public key for a JWKS (RFC 7517).
  [[nodiscard]] boost::json::object jwk() const;
  /// A compact JWT of `claims` with RS256; takes about 0.7 ms of a core.
  [[nodiscard]] std::string sign(std::string_view claims) const;

 private:
  explicit RsaKey(std::shared_ptr<evp_pkey_st> key);

  std::shared_ptr<evp_pkey_st> key_;
  std::string modulus_;
  std::string exponent_;
  std::string kid_;
};

}  // namespace dailygrind::identity
