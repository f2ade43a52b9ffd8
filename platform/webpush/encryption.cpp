#include "platform/webpush/encryption.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <new>
#include <stdexcept>

#include "platform/webpush/message_keys.hpp"
#include "platform/webpush/p256.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {
namespace {

constexpr std::uint32_t record_size = 4096;
constexpr std::size_t salt_size = 16;
constexpr std::size_t tag_size = 16;
constexpr unsigned char last_record = 2;  // RFC 8188 §2

static_assert(longest_payload + encryption_overhead == record_size);

/// The cipher of a thread: fetched once.
class Aes128Gcm {
 public:
  Aes128Gcm()
      : cipher_(EVP_CIPHER_fetch(nullptr, "AES-128-GCM", nullptr)), context_(EVP_CIPHER_CTX_new()) {
    if (!cipher_ || !context_) throw std::bad_alloc{};
  }

  /// Appends the record and its tag.
  void seal(const MessageKeys& keys, std::string_view payload, std::string& out) {
    const auto at = out.size();
    out.resize(at + payload.size() + 1 + tag_size);
    auto* end = reinterpret_cast<unsigned char*>(out.data() + at);
    int size = 0;
    require(EVP_EncryptInit_ex2(context_.get(), cipher_.get(), keys.key.data(), keys.nonce.data(),
                                nullptr));
    require(EVP_EncryptUpdate(context_.get(), end, &size,
                              reinterpret_cast<const unsigned char*>(payload.data()),
                              static_cast<int>(payload.size())));
    end += size;
    require(EVP_EncryptUpdate(context_.get(), end, &size, &last_record, 1));
    end += size;
    require(EVP_EncryptFinal_ex(context_.get(), end, &size));
    require(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, end));
  }

 private:
  static void require(int done) {
    if (done != 1) throw std::runtime_error{"OpenSSL failed at AES-128-GCM"};
  }

  std::unique_ptr<EVP_CIPHER, FreeBy<EVP_CIPHER_free>> cipher_;
  std::unique_ptr<EVP_CIPHER_CTX, FreeBy<EVP_CIPHER_CTX_free>> context_;
};

/// One call for all randomness of a message.
struct Drawn {
  std::array<unsigned char, scalar_size> scalar;
  std::array<unsigned char, salt_size> salt;
};
static_assert(sizeof(Drawn) == scalar_size + salt_size);

Drawn draw(const EC_POINT& peer, Random& random, Exchange& result) {
  Drawn drawn;
  do {
    random.fill(std::as_writable_bytes(std::span{&drawn, 1}));
  } while (!exchange(drawn.scalar, peer, result));
  OPENSSL_cleanse(drawn.scalar.data(), drawn.scalar.size());
  return drawn;
}

template <std::size_t Size>
void append(std::string& out, const std::array<unsigned char, Size>& bytes) {
  out.append(reinterpret_cast<const char*>(bytes.data()), Size);
}

}  // namespace

std::string encrypt(const Recipient& recipient, std::string_view payload, Random& random) {
  if (payload.size() > longest_payload) throw std::length_error{"the payload is too long"};
  Exchange exchanged;
  const auto drawn = draw(recipient.point(), random, exchanged);
  auto keys = derive_keys({.secret = exchanged.secret,
                           .auth = recipient.auth(),
                           .recipient_key = recipient.p256dh(),
                           .sender_key = exchanged.public_key,
                           .salt = drawn.salt});
  std::string out;
  out.reserve(payload.size() + encryption_overhead);
  append(out, drawn.salt);
  out.append({0, 0, static_cast<char>(record_size >> 8), static_cast<char>(record_size & 255)});
  out += static_cast<char>(public_key_size);
  append(out, exchanged.public_key);
  thread_local Aes128Gcm cipher;
  cipher.seal(keys, payload, out);
  OPENSSL_cleanse(&keys, sizeof keys);
  OPENSSL_cleanse(exchanged.secret.data(), exchanged.secret.size());
  return out;
}

}  // namespace dailygrind::webpush
