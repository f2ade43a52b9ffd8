#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"

/// Web push: what a browser's push service is told, and what became of it.
namespace dailygrind::webpush {

/// A browser's subscription as the Push API gives it (W3C Push API §8).
struct Subscription {
  std::string endpoint;  ///< absolute https URL
  std::string p256dh;    ///< P-256 point, uncompressed, 65 bytes
  std::string auth;      ///< 16 bytes
  /// The public key (as `VapidKey::public_key` gives it) that it was made with: push services take
  /// no other. "" for the newest.
  std::string vapid_key{};
};

/// RFC 8030 §5.3.
enum class Urgency : std::uint8_t { very_low, low, normal, high };

struct Message {
  std::string payload;                              ///< plain text, at most `longest_payload` bytes
  std::chrono::seconds ttl{std::chrono::hours{4}};  ///< RFC 8030 §5.2
  Urgency urgency = Urgency::normal;
  std::string topic;  ///< at most 32 of base64url's characters (RFC 8030 §5.4); "" for none
};

/// What fits a record of 4,096 bytes (RFC 8291 §4) with its header, key, padding and tag.
inline constexpr std::size_t longest_payload = 3993;

enum class Outcome : std::uint8_t {
  sent,       ///< 201 and other 2xx: the push service has it
  gone,       ///< 404, 410: the subscription is to be deleted
  too_large,  ///< 413: our error
  refused,    ///< other 4xx, a redirect, an address that may not be called: will not get better
  throttled,  ///< 429: to be tried again at `retry_at`
  failed,     ///< 5xx, no connection, no answer in time: to be tried again at `retry_at`
};

/// What became of one attempt.
struct Attempt {
  Outcome outcome = Outcome::failed;
  int status = 0;        ///< of the HTTP answer; 0 where there was none
  Instant retry_at{};    ///< for throttled and failed: not before
  std::string detail{};  ///< for the log, of failures; names no endpoint
};

/// Sends messages. Thread-safe; resumes on the caller's executor.
class Sender {
 public:
  virtual ~Sender() = default;

  /// One attempt, which ends within a minute. Waits for a place among the requests that the push
  /// service is given at the same time; while that service has asked for a pause (Retry-After) or
  /// could not be reached, answers `throttled` or `failed` at once, without asking it. `attempt`
  /// counts from 1 and lengthens `retry_at` where the service names no time. Every outcome is a
  /// value; throws Problem 422 only for a payload that is too long.
  virtual Task<Attempt> send(Subscription subscription, Message message, int attempt) = 0;
};

/// Where the push service of an endpoint is: scheme, host and port, as in an origin (RFC 6454).
/// Nothing where `endpoint` is no absolute http(s) URL.
[[nodiscard]] std::optional<std::string> origin_of(const std::string& endpoint);

}  // namespace dailygrind::webpush
