#include "platform/webpush/vapid_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <stdexcept>

#include "platform/core/encoding.hpp"
#include "platform/identity/openssl.hpp"
#include "platform/webpush/recipient.hpp"

namespace dailygrind::webpush {
namespace {

using identity::FreeBy;
using BioPtr = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;
using SignaturePtr = std::unique_ptr<ECDSA_SIG, FreeBy<ECDSA_SIG_free>>;

constexpr std::size_t number_size = 32;

void require(bool done, const char* doing) {
  if (done) return;
  ERR_clear_error();
  throw std::runtime_error{std::string{"OpenSSL cannot "} + doing};
}

std::string public_point(const EVP_PKEY* key) {
  char group[32] = "";
  if (key == nullptr || EVP_PKEY_is_a(key, "EC") != 1 ||
      EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) != 1 ||
      std::string_view{group} != "prime256v1") {
    ERR_clear_error();
    throw std::runtime_error{"it holds no private P-256 key"};
  }
  std::string point(public_key_size, '\0');
  std::size_t size = 0;
  require(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY,
                                          reinterpret_cast<unsigned char*>(point.data()),
                                          point.size(), &size) == 1 &&
              size == public_key_size,
          "read a public key");
  return point;
}

/// The form of JWS (RFC 7518 §3.4): both numbers, 32 bytes each.
std::string raw_of(const std::string& der) {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const SignaturePtr numbers{d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size()))};
  require(numbers != nullptr, "read a signature");
  std::string raw(2 * number_size, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(raw.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), out, number_size);
  BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), out + number_size, number_size);
  return raw;
}

}  // namespace

VapidKey::VapidKey(std::shared_ptr<EVP_PKEY> key)
    : key_(std::move(key)), public_key_(base64url_encode(public_point(key_.get()))) {}

VapidKey VapidKey::generate() {
  std::shared_ptr<EVP_PKEY> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  require(key != nullptr, "make a P-256 key");
  return VapidKey{std::move(key)};
}

VapidKey VapidKey::from_pem(const std::string& pem) {
  const BioPtr memory{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  // An encrypted key must not make OpenSSL ask at the terminal.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  auto* key = PEM_read_bio_PrivateKey(memory.get(), nullptr, no_password, nullptr);
  return VapidKey{std::shared_ptr<EVP_PKEY>{key, EVP_PKEY_free}};
}

std::string VapidKey::pem() const {
  const BioPtr memory{BIO_new(BIO_s_secmem())};
  require(PEM_write_bio_PKCS8PrivateKey(memory.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                        nullptr) == 1,
          "write a key");
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string VapidKey::sign(std::string_view claims) const {
  auto token = base64url_encode(R"({"typ":"JWT","alg":"ES256"})") + "." + base64url_encode(claims);
  const identity::DigestContextPtr context{EVP_MD_CTX_new()};
  const auto* text = reinterpret_cast<const unsigned char*>(token.data());
  std::string der(80, '\0');
  std::size_t size = der.size();
  require(context &&
              EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
              EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &size,
                             text, token.size()) == 1,
          "sign");
  der.resize(size);
  return token + "." + base64url_encode(raw_of(der));
}

}  // namespace dailygrind::webpush
