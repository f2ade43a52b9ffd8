#include "platform/identity/public_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <string>

#include "platform/identity/openssl.hpp"

namespace dailygrind::identity {
namespace {

using NumberPtr = std::unique_ptr<BIGNUM, FreeBy<BN_free>>;
using ParamsPtr = std::unique_ptr<OSSL_PARAM, FreeBy<OSSL_PARAM_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, FreeBy<OSSL_PARAM_BLD_free>>;
using SignaturePtr = std::unique_ptr<ECDSA_SIG, FreeBy<ECDSA_SIG_free>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

NumberPtr number_of(std::string_view bytes) {
  return NumberPtr{BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

/// Null where OpenSSL does not make a sound key of `params`.
std::shared_ptr<EVP_PKEY> make_key(const char* type, OSSL_PARAM* params) {
  const PkeyContextPtr maker{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
  EVP_PKEY* key = nullptr;
  const bool made = maker && params != nullptr && EVP_PKEY_fromdata_init(maker.get()) == 1 &&
                    EVP_PKEY_fromdata(maker.get(), &key, EVP_PKEY_PUBLIC_KEY, params) == 1;
  std::shared_ptr<EVP_PKEY> owner{key, EVP_PKEY_free};
  if (made) {
    const PkeyContextPtr checker{EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)};
    if (checker && EVP_PKEY_public_check(checker.get()) == 1) return owner;
  }
  ERR_clear_error();
  return nullptr;
}

/// The DER form that OpenSSL wants of a JWS signature (RFC 7518 §3.4); "" where it has not 64
/// bytes.
std::string der_of(std::string_view signature) {
  if (signature.size() != 64) return {};
  const SignaturePtr numbers{ECDSA_SIG_new()};
  ECDSA_SIG_set0(numbers.get(), number_of(signature.substr(0, 32)).release(),
                 number_of(signature.substr(32)).release());
  unsigned char buffer[80];
  unsigned char* end = buffer;
  const int size = i2d_ECDSA_SIG(numbers.get(), &end);
  if (size <= 0) return {};
  return {reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size)};
}

}  // namespace

std::optional<Algorithm> parse_algorithm(std::string_view name) {
  if (name == "RS256") return Algorithm::rs256;
  if (name == "ES256") return Algorithm::es256;
  return std::nullopt;
}

std::optional<PublicKey> PublicKey::rsa(std::string_view modulus, std::string_view exponent) {
  if (modulus.size() > 1024 || exponent.size() > 8) return std::nullopt;
  const auto n = number_of(modulus);
  const auto e = number_of(exponent);
  if (BN_num_bits(n.get()) < 2048 || !BN_is_odd(e.get()) || BN_is_one(e.get())) return std::nullopt;
  const BuilderPtr builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  const ParamsPtr params{OSSL_PARAM_BLD_to_param(builder.get())};
  auto key = make_key("RSA", params.get());
  if (!key) return std::nullopt;
  return PublicKey{Algorithm::rs256, std::move(key)};
}

std::optional<PublicKey> PublicKey::p256(std::string_view x, std::string_view y) {
  if (x.size() != 32 || y.size() != 32) return std::nullopt;
  const std::string point = "\x04" + std::string{x} + std::string{y};
  const BuilderPtr builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  const ParamsPtr params{OSSL_PARAM_BLD_to_param(builder.get())};
  auto key = make_key("EC", params.get());
  if (!key) return std::nullopt;
  return PublicKey{Algorithm::es256, std::move(key)};
}

bool PublicKey::verify(std::string_view message, std::string_view signature) const {
  std::string der;
  if (algorithm_ == Algorithm::es256) {
    der = der_of(signature);
    signature = der;
  }
  const DigestContextPtr context{EVP_MD_CTX_new()};
  const bool good =
      !signature.empty() && context &&
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                       message.size()) == 1;
  // A refused signature leaves its reasons in the thread's queue, where they would pile up.
  if (!good) ERR_clear_error();
  return good;
}

}  // namespace dailygrind::identity
