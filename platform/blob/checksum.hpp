#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dailygrind::blob {

/// A SHA-256.
class Checksum {
 public:
  static constexpr std::size_t size = 32;

  /// Of zero bytes' value, which is no checksum of anything; to be assigned.
  Checksum() = default;
  /// Of 64 hexadecimal digits in lower case; nothing for anything else.
  static std::optional<Checksum> from_hex(std::string_view text);
  /// Of base64 (RFC 4648 §4), as S3 says it; nothing for anything else.
  static std::optional<Checksum> from_base64(std::string_view text);
  static Checksum of(std::string_view bytes);

  [[nodiscard]] std::string hex() const;
  [[nodiscard]] std::string base64() const;
  bool operator==(const Checksum&) const = default;

 private:
  friend class Sha256;
  static std::optional<Checksum> from_bytes(std::string_view bytes);
  [[nodiscard]] std::string_view bytes() const;

  std::array<char, size> bytes_{};
};

/// The checksum of bytes that come one after the other.
class Sha256 {
 public:
  Sha256();
  ~Sha256();

  void update(std::string_view bytes);
  /// Of everything; nothing more can be added then.
  [[nodiscard]] Checksum finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::blob
