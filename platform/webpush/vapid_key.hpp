#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace dailygrind::webpush {

/// A key pair that says who sends (RFC 8292): a browser binds a subscription to it. Immutable,
/// cheap to copy, thread-safe.
class VapidKey {
 public:
  static VapidKey generate();
  /// Throws std::runtime_error where `pem` holds no private P-256 key.
  static VapidKey from_pem(const std::string& pem);

  /// The private key, PKCS #8, unencrypted.
  [[nodiscard]] std::string pem() const;
  /// The uncompressed point as base64url: what pages give to `subscribe` as `applicationServerKey`.
  [[nodiscard]] const std::string& public_key() const { return public_key_; }
  /// A compact JWT of `claims` (a JSON object) with ES256.
  [[nodiscard]] std::string sign(std::string_view claims) const;

 private:
  explicit VapidKey(std::shared_ptr<evp_pkey_st> key);

  std::shared_ptr<evp_pkey_st> key_;
  std::string public_key_;
};

}  // namespace dailygrind::webpush
