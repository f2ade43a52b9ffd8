#include "platform/identity/rsa_key.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/sha.h>

#include <stdexcept>

#include "platform/core/encoding.hpp"
#include "platform/identity/openssl.hpp"

namespace dailygrind::identity {
namespace {

using BioPtr = std::unique_ptr<BIO, FreeBy<BIO_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, FreeBy<BN_free>>;

constexpr int bits = 2048;

std::string number(const EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) throw std::runtime_error{"not an RSA key"};
  const NumberPtr owner{raw};
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(raw)), '\0');
  BN_bn2bin(raw, reinterpret_cast<unsigned char*>(bytes.data()));
  return base64url_encode(bytes);
}

std::string sha256(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace

RsaKey::RsaKey(std::shared_ptr<EVP_PKEY> key)
    : key_(std::move(key)),
      modulus_(number(key_.get(), OSSL_PKEY_PARAM_RSA_N)),
      exponent_(number(key_.get(), OSSL_PKEY_PARAM_RSA_E)),
      kid_(base64url_encode(
          sha256(R"({"e":")" + exponent_ + R"(","kty":"RSA","n":")" + modulus_ + R"("})"))) {}

RsaKey RsaKey::generate() {
  std::shared_ptr<EVP_PKEY> key{
      EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(bits)), EVP_PKEY_free};
  if (!key) throw std::runtime_error{"OpenSSL made no key"};
  return RsaKey{std::move(key)};
}

RsaKey RsaKey::from_pem(const std::string& pem) {
  const BioPtr in{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  std::shared_ptr<EVP_PKEY> key{PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr),
                                EVP_PKEY_free};
  if (!key || EVP_PKEY_is_a(key.get(), "RSA") != 1 || EVP_PKEY_get_bits(key.get()) < bits) {
    ERR_clear_error();
    throw std::runtime_error{"not a private RSA key of at least 2048 bits"};
  }
  return RsaKey{std::move(key)};
}

std::string RsaKey::pem() const {
  const BioPtr out{BIO_new(BIO_s_mem())};
  if (PEM_write_bio_PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    throw std::runtime_error{"OpenSSL did not write the key"};
  }
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

boost::json::object RsaKey::jwk() const {
  return {{"alg", "RS256"}, {"e", exponent_}, {"kid", kid_},
          {"kty", "RSA"},   {"n", modulus_},  {"use", "sig"}};
}

std::string RsaKey::sign(std::string_view claims) const {
  auto token = base64url_encode(R"({"kid":")" + kid_ + R"(","alg":"RS256"})") + "." +
               base64url_encode(claims);
  const DigestContextPtr context{EVP_MD_CTX_new()};
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
  auto size = signature.size();
  if (!context ||
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(token.data()), token.size()) != 1) {
    throw std::runtime_error{"OpenSSL did not sign"};
  }
  signature.resize(size);
  token += '.';
  token += base64url_encode(signature);
  return token;
}

}  // namespace dailygrind::identity
