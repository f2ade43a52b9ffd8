#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/identity/public_key.hpp"

struct evp_pkey_st;

/// Keys and tokens for tests, benchmarks and fuzzers: good ones and every kind of bad one.
namespace dailygrind::identity::testing {

inline constexpr std::string_view issuer = "https://sign-in.example/local_Ab3dEf9Gh";
inline constexpr std::string_view client = "4f0exampleclient";

/// An issuer with one fresh key.
class TestIssuer {
 public:
  /// `rsa_bits` may be too weak on purpose.
  explicit TestIssuer(std::string kid, Algorithm algorithm = Algorithm::rs256, int rsa_bits = 2048);

  /// The public key as a JWK with `kid`, `kty`, `use` and `alg`.
  [[nodiscard]] boost::json::object jwk() const;
  /// The public key as PEM, for libraries that want it so.
  [[nodiscard]] std::string pem() const;
  /// A compact JWT of exactly these texts, signed as the key can.
  [[nodiscard]] std::string sign(std::string_view header, std::string_view payload) const;
  [[nodiscard]] std::string signature(std::string_view message) const;
  /// A JWT with the header that the key asks for.
  [[nodiscard]] std::string token(const boost::json::object& claims) const;
  [[nodiscard]] std::string header() const;

 private:
  std::string kid_;
  Algorithm algorithm_;
  std::shared_ptr<evp_pkey_st> key_;
};

[[nodiscard]] std::string jwks(const std::vector<boost::json::object>& keys);

/// What Cognito puts into an access token and an id token that are valid for an hour from `now`.
[[nodiscard]] boost::json::object access_claims(Instant now);
[[nodiscard]] boost::json::object id_claims(Instant now);

}  // namespace dailygrind::identity::testing
