#pragma once

#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/http/client.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {

/// What an answer of a push service means (RFC 8030 §5, §7.3, §8.4).
struct Verdict {
  Outcome outcome = Outcome::failed;
  int status = 0;
  std::optional<std::chrono::seconds> pause;  ///< that the service asked for
  bool push_back = false;                     ///< fewer at a time, please
  std::string detail;                         ///< for the log; names no endpoint
};

/// `now` is the machine's time.
[[nodiscard]] Verdict judge(const http::ClientResponse& response, Instant now);
[[nodiscard]] Verdict judge(const http::ClientError& error);

}  // namespace dailygrind::webpush
