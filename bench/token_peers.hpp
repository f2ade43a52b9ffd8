#pragma once

#include <memory>
#include <string>

struct json_t;

/// The JOSE libraries that the token benchmark compares with; a file each, because their headers
/// exclude one another.
namespace dailygrind::bench {

/// cpp-jwt takes one key as PEM, which it reads anew for every token; it looks at no `kid`.
bool verify_with_cpp_jwt(const std::string& token, const std::string& algorithm,
                         const std::string& pem, const std::string& issuer);

/// libjose checks a signature against a key set; `kid`, header and claims are left to the caller.
class JoseKeys {
 public:
  explicit JoseKeys(const std::string& jwks);
  /// Whether a key of the set made the signature and the payload is JSON.
  [[nodiscard]] bool verify(const std::string& token) const;

 private:
  std::shared_ptr<json_t> keys_;
};

}  // namespace dailygrind::bench
