#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dailygrind::http {

/// Makes request ids and W3C trace contexts. One per event loop; not thread-safe. The ids never
/// repeat within a generator and are no secrets.
class TraceIds {
 public:
  explicit TraceIds(std::uint64_t seed) : state_(seed) {}

  /// Sets `text` to 16 hexadecimal digits; keeps its memory.
  void request_id(std::string& text);
  /// Sets `text` to a new sampled `traceparent` (W3C Trace Context §3.2); keeps its memory.
  void traceparent(std::string& text);

 private:
  std::uint64_t next();

  std::uint64_t state_;
};

/// A well-formed `traceparent` of version 00, or of a later version that begins like it.
[[nodiscard]] bool is_traceparent(std::string_view text);

/// 8 to 64 of `A-Za-z0-9._-`: what a proxy may hand us as the id of a request.
[[nodiscard]] bool is_request_id(std::string_view text);

}  // namespace dailygrind::http
