#include <sodium.h>

#include <array>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "dailygrind/backup/archive.hpp"
#include "platform/core/encoding.hpp"

namespace dailygrind::backup {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 16U;

}  // namespace

struct Digest::State {
  crypto_hash_sha256_state sha256;
};

Digest::Digest() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->sha256); }
Digest::~Digest() = default;

void Digest::add(Chunk chunk) {
  crypto_hash_sha256_update(&state_->sha256, reinterpret_cast<const unsigned char*>(chunk.data()),
                            chunk.size());
}

std::string Digest::hex() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
  crypto_hash_sha256_final(&state_->sha256, bytes.data());
  return hex_encode({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string digest_of(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  Digest digest;
  std::vector<char> buffer(buffer_bytes);
  while (input.read(buffer.data(), buffer_bytes) || input.gcount() > 0) {
    digest.add(std::as_bytes(std::span{buffer}.first(static_cast<std::size_t>(input.gcount()))));
  }
  if (!input.eof()) throw std::runtime_error{"cannot read " + file.string()};
  return digest.hex();
}

}  // namespace dailygrind::backup
