#include "platform/webpush/message_keys.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <new>
#include <stdexcept>

#include "platform/identity/openssl.hpp"

namespace dailygrind::webpush {
namespace {

using identity::FreeBy;
using Bytes = std::span<const unsigned char>;
using Digest = std::array<unsigned char, 32>;

Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

/// HMAC-SHA-256 of a thread: fetched and set up once.
class Hmac {
 public:
  Hmac() {
    const std::unique_ptr<EVP_MAC, FreeBy<EVP_MAC_free>> mac{
        EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr)};
    context_.reset(EVP_MAC_CTX_new(mac.get()));
    if (!context_) throw std::bad_alloc{};
    char name[] = "SHA256";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                 OSSL_PARAM_construct_end()};
    if (EVP_MAC_CTX_set_params(context_.get(), params) != 1) fail();
  }

  Digest operator()(Bytes key, std::initializer_list<Bytes> pieces) {
    if (EVP_MAC_init(context_.get(), key.data(), key.size(), nullptr) != 1) fail();
    for (const auto piece : pieces) {
      if (EVP_MAC_update(context_.get(), piece.data(), piece.size()) != 1) fail();
    }
    Digest digest;
    std::size_t size = 0;
    if (EVP_MAC_final(context_.get(), digest.data(), &size, digest.size()) != 1) fail();
    return digest;
  }

 private:
  [[noreturn]] static void fail() { throw std::runtime_error{"OpenSSL failed at HMAC"}; }

  std::unique_ptr<EVP_MAC_CTX, FreeBy<EVP_MAC_CTX_free>> context_;
};

Hmac& hmac() {
  thread_local Hmac mine;
  return mine;
}

// The infos end with the counter of HKDF-Expand's only block (RFC 5869 §2.3).
constexpr std::string_view message_info{"WebPush: info\0", 14};
constexpr std::string_view block{"\x01", 1};
constexpr std::string_view key_info{"Content-Encoding: aes128gcm\0\x01", 29};
constexpr std::string_view nonce_info{"Content-Encoding: nonce\0\x01", 25};

}  // namespace

MessageKeys derive_keys(std::span<const unsigned char> input, std::span<const unsigned char> salt) {
  auto secret = hmac()(salt, {input});
  auto key = hmac()(secret, {bytes_of(key_info)});
  const auto nonce = hmac()(secret, {bytes_of(nonce_info)});
  MessageKeys keys;
  std::copy_n(key.begin(), keys.key.size(), keys.key.begin());
  std::copy_n(nonce.begin(), keys.nonce.size(), keys.nonce.begin());
  OPENSSL_cleanse(secret.data(), secret.size());
  OPENSSL_cleanse(key.data(), key.size());
  return keys;
}

MessageKeys derive_keys(const KeyMaterial& material) {
  auto secret = hmac()(bytes_of(material.auth), {material.secret});
  auto input = hmac()(secret, {bytes_of(message_info), bytes_of(material.recipient_key),
                               material.sender_key, bytes_of(block)});
  const auto keys = derive_keys(input, material.salt);
  OPENSSL_cleanse(secret.data(), secret.size());
  OPENSSL_cleanse(input.data(), input.size());
  return keys;
}

}  // namespace dailygrind::webpush
