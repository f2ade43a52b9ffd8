#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "platform/aws/client.hpp"
#include "platform/core/clock.hpp"

namespace dailygrind::aws {

/// Whether a service refused for a reason that does not pass by itself, and that whoever runs the
/// program must mend: it may not do this, its credentials are not accepted, or the table, topic,
/// queue or bucket that it names does not exist.
[[nodiscard]] bool is_refusal(const Error& error);

/// What AWS has refused this program of late, for its readiness. Thread-safe.
class Refusals {
 public:
  /// `system` must outlive it.
  explicit Refusals(const Clock& system) : system_(system) {}

  /// Remembers a refusal and logs it with the operation, the resource and what the service says:
  /// each once in the time that it is remembered. Other errors are ignored.
  void note(const std::string& service, const Request& request, const Error& error);

  /// The newest refusal that is not older than a minute: "dynamodb PutItem: AccessDeniedException".
  /// A program that works on asks again and again, so what was mended is forgotten by then.
  [[nodiscard]] std::optional<std::string> recent() const;

 private:
  const Clock& system_;
  mutable std::mutex mutex_;
  std::map<std::string, Instant> logged_;  ///< by operation and resource
  std::string newest_;
  Instant noted_;
};

}  // namespace dailygrind::aws
