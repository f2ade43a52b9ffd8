#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/core/clock.hpp"
#include "platform/webpush/vapid_keys.hpp"

namespace dailygrind::webpush {

/// What is wrong with a VAPID contact, as the rest of a sentence that begins with it ("is a
/// placeholder: …"), or "". Push services want `mailto:` or `https:` (RFC 8292 §2.1); Apple answers
/// 403 BadJwtToken for one whose host cannot exist in public, others take it in silence.
[[nodiscard]] std::string check_contact(const std::string& contact);

/// The `Authorization` of requests to push services (RFC 8292 §3): made once for an origin and a
/// key and kept until half its time is over. Thread-safe. The keys and the clock must outlive it.
class Vapid {
 public:
  static constexpr std::chrono::hours lifetime{12};  ///< of a token; 24 h is the limit (§2)
  static constexpr std::chrono::hours renewal{6};    ///< before it expires

  /// `system` must be the machine's clock, since push services compare it with theirs. `contact`
  /// may be "", where nobody can be told of troubles (RFC 8292 §2.1 asks for one).
  Vapid(VapidKeys& keys, std::string contact, const Clock& system);

  /// `vapid t=…, k=…` for requests to `origin` and subscriptions that were made with that public
  /// key, "" for the newest. Nothing where the key is no longer kept.
  [[nodiscard]] std::optional<std::string> authorization(const std::string& origin,
                                                         const std::string& public_key);

 private:
  struct Header {
    std::string text;
    Instant expires;
  };
  [[nodiscard]] Header make(const std::string& origin, const VapidKey& key) const;

  VapidKeys& keys_;
  std::string contact_;
  const Clock& system_;
  std::mutex mutex_;
  std::unordered_map<std::string, Header> headers_;  ///< by key and origin
};

}  // namespace dailygrind::webpush
