#include "platform/identity/test_tokens.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "platform/core/encoding.hpp"
#include "platform/identity/openssl.hpp"

namespace dailygrind::identity::testing {
namespace {

namespace json = boost::json;

std::string number(const EVP_PKEY* key, const char* name, std::size_t size) {
  BIGNUM* raw = nullptr;
  EVP_PKEY_get_bn_param(key, name, &raw);
  const std::unique_ptr<BIGNUM, FreeBy<BN_free>> owner{raw};
  std::string bytes(size == 0 ? static_cast<std::size_t>(BN_num_bytes(raw)) : size, '\0');
  BN_bn2binpad(raw, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return base64url_encode(bytes);
}

std::string fixed_width(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, FreeBy<ECDSA_SIG_free>> numbers{
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()))};
  std::string bytes(64, '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), out, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), out + 32, 32);
  return bytes;
}

std::int64_t seconds(Instant moment) {
  return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

json::object common_claims(Instant now) {
  return {{"sub", "0190a5f2-7d3c-7a10-8a55-2f6d1c0b9e44"},
          {"iss", issuer},
          {"origin_jti", "b1f9d3f0-5a1a-4c0e-9a58-0d0a0e6e8d11"},
          {"event_id", "6d2f0c5e-93b7-4b5b-8d0a-5a1f0c9f4a2d"},
          {"auth_time", seconds(now)},
          {"iat", seconds(now)},
          {"exp", seconds(now) + 3600},
          {"jti", "c3b6d6b8-1e2d-4b8e-8f2f-7a6c5d4e3f21"}};
}

}  // namespace

TestIssuer::TestIssuer(std::string kid, Algorithm algorithm, int rsa_bits)
    : kid_(std::move(kid)),
      algorithm_(algorithm),
      key_(algorithm == Algorithm::rs256
               ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(rsa_bits))
               : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"),
           EVP_PKEY_free) {
  if (!key_) throw std::runtime_error{"no key could be made"};
}

json::object TestIssuer::jwk() const {
  json::object jwk{{"kid", kid_}, {"use", "sig"}};
  if (algorithm_ == Algorithm::rs256) {
    jwk["kty"] = "RSA";
    jwk["alg"] = "RS256";
    jwk["n"] = number(key_.get(), OSSL_PKEY_PARAM_RSA_N, 0);
    jwk["e"] = number(key_.get(), OSSL_PKEY_PARAM_RSA_E, 0);
  } else {
    jwk["kty"] = "EC";
    jwk["alg"] = "ES256";
    jwk["crv"] = "P-256";
    jwk["x"] = number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32);
    jwk["y"] = number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32);
  }
  return jwk;
}

std::string TestIssuer::pem() const {
  const std::unique_ptr<BIO, FreeBy<BIO_free>> out{BIO_new(BIO_s_mem())};
  PEM_write_bio_PUBKEY(out.get(), key_.get());
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string TestIssuer::signature(std::string_view message) const {
  const DigestContextPtr context{EVP_MD_CTX_new()};
  std::string signature(1024, '\0');
  auto size = signature.size();
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(message.data()), message.size());
  signature.resize(size);
  return algorithm_ == Algorithm::es256 ? fixed_width(signature) : signature;
}

std::string TestIssuer::sign(std::string_view header, std::string_view payload) const {
  const auto message = base64url_encode(header) + "." + base64url_encode(payload);
  return message + "." + base64url_encode(signature(message));
}

std::string TestIssuer::header() const {
  return json::serialize(
      json::object{{"kid", kid_}, {"alg", algorithm_ == Algorithm::rs256 ? "RS256" : "ES256"}});
}

std::string TestIssuer::token(const json::object& claims) const {
  return sign(header(), json::serialize(claims));
}

std::string jwks(const std::vector<json::object>& keys) {
  return json::serialize(json::object{{"keys", json::array(keys.begin(), keys.end())}});
}

json::object access_claims(Instant now) {
  auto claims = common_claims(now);
  claims["token_use"] = "access";
  claims["client_id"] = client;
  claims["scope"] = "aws.cognito.signin.user.admin";
  claims["username"] = claims["sub"];
  return claims;
}

json::object id_claims(Instant now) {
  auto claims = common_claims(now);
  claims["token_use"] = "id";
  claims["aud"] = client;
  claims["email"] = "ada@example.org";
  claims["email_verified"] = true;
  claims["cognito:username"] = claims["sub"];
  return claims;
}

}  // namespace dailygrind::identity::testing
