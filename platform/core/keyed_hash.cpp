#include "platform/core/keyed_hash.hpp"

#include <sodium.h>

#include <stdexcept>

#include "platform/core/encoding.hpp"

namespace dailygrind {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string keyed_hash(std::string_view secret, std::string_view purpose, std::string_view text) {
  if (secret.size() != crypto_auth_hmacsha256_KEYBYTES) {
    throw std::logic_error{"a secret has 32 bytes"};
  }
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(purpose), purpose.size());
  const unsigned char end = 0;  // so that no purpose and text run into those of another pair
  crypto_auth_hmacsha256_update(&state, &end, 1);
  crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
  unsigned char mac[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_final(&state, mac);
  return base64url_encode(std::string_view{reinterpret_cast<const char*>(mac), sizeof mac});
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dailygrind
