#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush::testing {

/// RFC 8188 alone: the text of `body`, of any number of records, under the secret `input`; nothing
/// where a byte of it is not as it must be.
[[nodiscard]] std::optional<std::string> decode_aes128gcm(std::string_view body,
                                                          std::string_view input);

/// The browser's side of a subscription, for tests. Immutable, thread-safe.
class Browser {
 public:
  /// A key pair and an auth secret of its own.
  Browser();
  /// From bytes: a private scalar of 32 bytes and a secret of 16. Throws std::invalid_argument.
  Browser(std::string_view private_key, std::string_view auth);

  [[nodiscard]] const std::string& p256dh() const { return p256dh_; }
  [[nodiscard]] const std::string& auth() const { return auth_; }
  [[nodiscard]] Subscription subscription(std::string endpoint) const;
  /// The payload of a message for this browser (RFC 8291); nothing where it is for another one or a
  /// byte of it is not as it must be.
  [[nodiscard]] std::optional<std::string> decrypt(std::string_view body) const;

 private:
  std::string private_key_;
  std::string p256dh_;
  std::string auth_;
};

}  // namespace dailygrind::webpush::testing
