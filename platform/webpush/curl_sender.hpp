#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/random.hpp"
#include "platform/webpush/concurrency.hpp"
#include "platform/webpush/sender.hpp"
#include "platform/webpush/vapid.hpp"

namespace boost::asio {
class io_context;
}

namespace dailygrind::webpush {

struct SenderSettings {
  ConcurrencyBounds concurrency;      ///< of one push service
  std::size_t most_in_flight = 1024;  ///< of all push services together
  milliseconds timeout{30'000};       ///< of one request
  milliseconds longest_wait{30'000};  ///< for a place among the requests of one push service
  milliseconds first_retry{2'000};    ///< where a service names no time; doubles
  milliseconds longest_retry{std::chrono::minutes{15}};
  /// A service that leaves so many requests in a row unanswered is asked nothing for a while, which
  /// doubles from `first_retry` up to `longest_break`.
  int most_unanswered = 3;
  milliseconds longest_break{std::chrono::minutes{1}};
  bool local_allowed = false;  ///< http and addresses that are not public: for tests only
  std::string ca_file;         ///< PEM; "" takes the system's certificate authorities
};

/// What a sender is made of. All must outlive it.
struct SenderParts {
  Vapid& vapid;
  const Clock& clock;   ///< application time: pauses and `retry_at`
  const Clock& system;  ///< the machine's: what dates in answers are compared with
  Random& random;
  metrics::Registry& metrics;
};

/// The adapter over `platform/http`'s client. Encrypts and sends on `loop`, which must outlive it
/// and runs on one thread; destroy it while the loop does not run, or on it.
[[nodiscard]] std::unique_ptr<Sender> make_curl_sender(boost::asio::io_context& loop,
                                                       SenderParts parts,
                                                       SenderSettings settings = {});

}  // namespace dailygrind::webpush
