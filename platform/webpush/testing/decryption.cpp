#include "platform/webpush/testing/decryption.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

#include "platform/core/random.hpp"
#include "platform/webpush/message_keys.hpp"
#include "platform/webpush/p256.hpp"
#include "platform/webpush/recipient.hpp"

namespace dailygrind::webpush::testing {
namespace {

constexpr std::size_t salt_size = 16;
constexpr std::size_t tag_size = 16;
constexpr std::size_t head_size = salt_size + 4 + 1;
constexpr char more_records = 1;
constexpr char last_record = 2;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::span<const unsigned char> span_of(std::string_view text) {
  return {bytes_of(text), text.size()};
}

/// A body taken apart (RFC 8188 §2.1).
struct Parts {
  std::string_view salt;
  std::size_t record_size = 0;
  std::string_view key_id;
  std::string_view records;
};

std::optional<Parts> take_apart(std::string_view body) {
  if (body.size() < head_size) return std::nullopt;
  Parts parts{.salt = body.substr(0, salt_size)};
  for (const char c : body.substr(salt_size, 4)) {
    parts.record_size = parts.record_size << 8 | static_cast<unsigned char>(c);
  }
  const auto id_size = static_cast<unsigned char>(body[head_size - 1]);
  if (parts.record_size < 18 || body.size() < head_size + id_size) return std::nullopt;
  parts.key_id = body.substr(head_size, id_size);
  parts.records = body.substr(head_size + id_size);
  return parts;
}

std::optional<std::string> open(const MessageKeys& keys, std::uint64_t number,
                                std::string_view sealed) {
  if (sealed.size() <= tag_size) return std::nullopt;
  auto nonce = keys.nonce;
  for (std::size_t at = 0; at < 8; ++at) {
    nonce[11 - at] = static_cast<unsigned char>(nonce[11 - at] ^ (number >> (8 * at) & 255));
  }
  const std::unique_ptr<EVP_CIPHER_CTX, FreeBy<EVP_CIPHER_CTX_free>> context{EVP_CIPHER_CTX_new()};
  std::string text(sealed.size() - tag_size, '\0');
  std::string tag{sealed.substr(text.size())};
  auto* const out = reinterpret_cast<unsigned char*>(text.data());
  int size = 0;
  const bool good =
      EVP_DecryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, keys.key.data(),
                         nonce.data()) == 1 &&
      EVP_DecryptUpdate(context.get(), out, &size, bytes_of(sealed),
                        static_cast<int>(text.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), out + size, &size) == 1;
  return good ? std::optional{text} : std::nullopt;
}

/// Takes padding and delimiter off; false where the delimiter is not the one that must be there.
bool trim_padding(std::string& text, bool last) {
  const auto end = text.find_last_not_of('\0');
  if (end == std::string::npos || text[end] != (last ? last_record : more_records)) return false;
  text.resize(end);
  return true;
}

std::optional<std::string> open_all(const Parts& parts, const MessageKeys& keys) {
  if (parts.records.empty()) return std::nullopt;
  std::string text;
  auto rest = parts.records;
  for (std::uint64_t number = 0; !rest.empty(); ++number) {
    const auto sealed = rest.substr(0, parts.record_size);
    rest.remove_prefix(sealed.size());
    auto record = open(keys, number, sealed);
    if (!record || !trim_padding(*record, rest.empty())) return std::nullopt;
    text += *record;
  }
  return text;
}

std::array<unsigned char, scalar_size> scalar_of(std::string_view bytes) {
  std::array<unsigned char, scalar_size> scalar{};
  if (bytes.size() != scalar_size) throw std::invalid_argument{"a private key has 32 bytes"};
  std::ranges::copy(span_of(bytes), scalar.begin());
  return scalar;
}

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  SystemRandom{}.fill(std::as_writable_bytes(std::span{bytes}));
  bytes.front() = static_cast<char>(bytes.front() & 0x7F);  // below the order of the curve
  return bytes;
}

}  // namespace

std::optional<std::string> decode_aes128gcm(std::string_view body, std::string_view input) {
  const auto parts = take_apart(body);
  if (!parts) return std::nullopt;
  return open_all(*parts, derive_keys(span_of(input), span_of(parts->salt)));
}

Browser::Browser() : Browser(random_bytes(scalar_size), random_bytes(auth_secret_size)) {}

Browser::Browser(std::string_view private_key, std::string_view auth)
    : private_key_(private_key), auth_(auth) {
  Exchange exchanged;
  if (auth.size() != auth_secret_size ||
      !exchange(scalar_of(private_key), *EC_GROUP_get0_generator(p256()), exchanged)) {
    throw std::invalid_argument{"no private key and auth secret"};
  }
  p256dh_.assign(exchanged.public_key.begin(), exchanged.public_key.end());
}

Subscription Browser::subscription(std::string endpoint) const {
  return {.endpoint = std::move(endpoint), .p256dh = p256dh_, .auth = auth_};
}

std::optional<std::string> Browser::decrypt(std::string_view body) const {
  const auto parts = take_apart(body);
  if (!parts || parts->records.size() > parts->record_size) return std::nullopt;  // RFC 8291 §4
  const auto sender = parse_point(parts->key_id);
  Exchange exchanged;
  if (!sender || !exchange(scalar_of(private_key_), *sender, exchanged)) return std::nullopt;
  return open_all(*parts, derive_keys({.secret = exchanged.secret,
                                       .auth = auth_,
                                       .recipient_key = p256dh_,
                                       .sender_key = span_of(parts->key_id),
                                       .salt = span_of(parts->salt)}));
}

}  // namespace dailygrind::webpush::testing
