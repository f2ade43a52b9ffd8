#include "bench/webpush_peer.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

#include "platform/identity/openssl.hpp"

namespace dailygrind::bench {
namespace {

using identity::FreeBy;
using identity::PkeyContextPtr;
using identity::PkeyPtr;

void require(bool done) {
  if (!done) throw std::runtime_error{"OpenSSL failed"};
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

PkeyPtr public_key(std::string point) {
  char group[] = "P-256";
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  const PkeyContextPtr context{EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)};
  EVP_PKEY* key = nullptr;
  require(EVP_PKEY_fromdata_init(context.get()) == 1 &&
          EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) == 1);
  return PkeyPtr{key};
}

std::string agree(EVP_PKEY* own, EVP_PKEY* peer) {
  const PkeyContextPtr context{EVP_PKEY_CTX_new_from_pkey(nullptr, own, nullptr)};
  std::string secret(32, '\0');
  std::size_t size = secret.size();
  require(EVP_PKEY_derive_init(context.get()) == 1 &&
          EVP_PKEY_derive_set_peer(context.get(), peer) == 1 &&
          EVP_PKEY_derive(context.get(), bytes_of(secret), &size) == 1);
  return secret;
}

std::string hkdf(std::string salt, std::string key, std::string info, std::size_t size) {
  static const std::unique_ptr<EVP_KDF, FreeBy<EVP_KDF_free>> kdf{
      EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
  const std::unique_ptr<EVP_KDF_CTX, FreeBy<EVP_KDF_CTX_free>> context{EVP_KDF_CTX_new(kdf.get())};
  char digest[] = "SHA256";
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
      OSSL_PARAM_construct_end()};
  std::string out(size, '\0');
  require(EVP_KDF_derive(context.get(), bytes_of(out), size, params) == 1);
  return out;
}

std::string seal(std::string key, std::string nonce, std::string text) {
  text += '\x02';
  const std::unique_ptr<EVP_CIPHER_CTX, FreeBy<EVP_CIPHER_CTX_free>> context{EVP_CIPHER_CTX_new()};
  std::string out(text.size() + 16, '\0');
  int size = 0;
  require(EVP_EncryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, bytes_of(key),
                             bytes_of(nonce)) == 1 &&
          EVP_EncryptUpdate(context.get(), bytes_of(out), &size, bytes_of(text),
                            static_cast<int>(text.size())) == 1 &&
          EVP_EncryptFinal_ex(context.get(), bytes_of(out) + size, &size) == 1 &&
          EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, 16,
                              bytes_of(out) + text.size()) == 1);
  return out;
}

}  // namespace

std::string encrypt_plainly(std::string_view p256dh, std::string_view auth,
                            std::string_view payload) {
  const auto peer = public_key(std::string{p256dh});
  const PkeyPtr own{EVP_EC_gen("P-256")};
  unsigned char* point = nullptr;
  const auto point_size = EVP_PKEY_get1_encoded_public_key(own.get(), &point);
  const std::string own_point{reinterpret_cast<const char*>(point), point_size};
  OPENSSL_free(point);
  std::string salt(16, '\0');
  require(RAND_bytes(bytes_of(salt), 16) == 1);

  const std::string info = std::string{"WebPush: info\0", 14} + std::string{p256dh} + own_point;
  const auto input = hkdf(std::string{auth}, agree(own.get(), peer.get()), info, 32);
  auto key = hkdf(salt, input, std::string{"Content-Encoding: aes128gcm\0", 28}, 16);
  auto nonce = hkdf(salt, input, std::string{"Content-Encoding: nonce\0", 24}, 12);
  return salt + std::string{"\0\0\x10\0\x41", 5} + own_point +
         seal(std::move(key), std::move(nonce), std::string{payload});
}

}  // namespace dailygrind::bench
