#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace dailygrind::http {

/// Which other origins' scripts may read our answers (the Fetch standard, §3.2). No credentials:
/// tokens travel in a header that the script itself sets. Immutable, thread-safe.
class Cors {
 public:
  /// Exact origins, or "*" for all; none switches CORS off.
  explicit Cors(std::vector<std::string> origins);

  [[nodiscard]] bool enabled() const { return any_ || !origins_.empty(); }
  /// True where the answer differs by origin, so that caches must know.
  [[nodiscard]] bool varies() const { return !any_ && !origins_.empty(); }
  /// The value of Access-Control-Allow-Origin; "" where `origin` may not read.
  [[nodiscard]] std::string_view allowed_origin(std::string_view origin) const;
  /// Adds what a preflight asks for; `allow` lists the methods of the path.
  static void answer_preflight(Response& response, std::string_view allow);

 private:
  bool any_ = false;
  std::vector<std::string> origins_;
};

/// Response headers that scripts of other origins may read.
inline constexpr std::string_view cors_exposed_headers =
    "Link, ETag, Location, Retry-After, X-Unread-Count, X-Request-Id, RateLimit, RateLimit-Policy";

}  // namespace dailygrind::http
