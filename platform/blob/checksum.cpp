#include "platform/blob/checksum.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

#include "platform/core/encoding.hpp"

namespace dailygrind::blob {
namespace {

void demand(int done) {
  if (done != 1) throw std::runtime_error{"OpenSSL failed at SHA-256"};
}

bool is_lower_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::optional<Checksum> Checksum::from_bytes(std::string_view bytes) {
  if (bytes.size() != size) return std::nullopt;
  Checksum checksum;
  std::ranges::copy(bytes, checksum.bytes_.begin());
  return checksum;
}

std::optional<Checksum> Checksum::from_hex(std::string_view text) {
  if (text.size() != 2 * size || !std::ranges::all_of(text, is_lower_hex)) return std::nullopt;
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); at += 2) escaped.append("%").append(text, at, 2);
  return from_bytes(percent_decode(escaped).value_or(""));
}

std::optional<Checksum> Checksum::from_base64(std::string_view text) {
  if (!text.ends_with('=')) return std::nullopt;
  std::string url{text.substr(0, text.size() - 1)};
  // The alphabets differ in two letters, and neither may have the other's.
  if (url.find_first_of("-_") != std::string::npos) return std::nullopt;
  std::ranges::replace(url, '+', '-');
  std::ranges::replace(url, '/', '_');
  return from_bytes(base64url_decode(url).value_or(""));
}

Checksum Checksum::of(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

std::string_view Checksum::bytes() const { return {bytes_.data(), bytes_.size()}; }

std::string Checksum::hex() const { return hex_encode(bytes()); }

std::string Checksum::base64() const {
  auto text = base64url_encode(bytes());
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  return text + "=";
}

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  demand(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  demand(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

Checksum Sha256::finish() {
  Checksum checksum;
  demand(EVP_DigestFinal_ex(state_->context.get(),
                            reinterpret_cast<unsigned char*>(checksum.bytes_.data()), nullptr));
  return checksum;
}

}  // namespace dailygrind::blob
