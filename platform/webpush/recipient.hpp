#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

struct ec_point_st;

namespace dailygrind::webpush {

inline constexpr std::size_t public_key_size = 65;   ///< of a P-256 point, uncompressed
inline constexpr std::size_t auth_secret_size = 16;  ///< RFC 8291 §3.2

/// Why a subscription's keys cannot be used.
enum class KeyFlaw : std::uint8_t {
  public_key,   ///< `p256dh` is no uncompressed point on P-256
  auth_secret,  ///< `auth` has not 16 bytes
};
/// For people, such as the detail of a 422.
[[nodiscard]] std::string_view detail_of(KeyFlaw flaw);

/// Whom a message is encrypted for: keys of a subscription that have been found good. Immutable,
/// cheap to copy, thread-safe. A message for one that is kept costs about a fiftieth less than for
/// one that is parsed anew.
class Recipient {
 public:
  /// From bytes, not base64url. The whole check of RFC 8291 §7: P-256 has cofactor 1, so that a
  /// point on the curve is a good key. Throws nothing but std::bad_alloc.
  static std::expected<Recipient, KeyFlaw> parse(std::string_view p256dh, std::string_view auth);

  [[nodiscard]] const std::string& p256dh() const { return p256dh_; }
  [[nodiscard]] const std::string& auth() const { return auth_; }
  [[nodiscard]] const ec_point_st& point() const { return *point_; }

 private:
  Recipient(std::string p256dh, std::string auth, std::shared_ptr<const ec_point_st> point)
      : p256dh_(std::move(p256dh)), auth_(std::move(auth)), point_(std::move(point)) {}

  std::string p256dh_;
  std::string auth_;
  std::shared_ptr<const ec_point_st> point_;
};

}  // namespace dailygrind::webpush
