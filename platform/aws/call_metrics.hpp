#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "platform/core/metrics.hpp"

namespace dailygrind::aws {

enum class CallOutcome : std::uint8_t { done, refused, throttled, unanswered };

/// The figures of one operation's attempts.
class OperationMetrics {
 public:
  OperationMetrics(metrics::Registry& registry, const std::string& service,
                   const std::string& operation);
  void count(CallOutcome outcome, std::chrono::nanoseconds took);

 private:
  std::array<metrics::Counter*, 4> outcomes_;  ///< by CallOutcome
  metrics::Histogram& seconds_;
};

/// The figures of one service's operations, made at the first call of each. Thread-safe.
class CallMetrics {
 public:
  CallMetrics(metrics::Registry& registry, std::string service);
  /// Valid as long as this object.
  OperationMetrics& of(const std::string& operation);
  metrics::Counter& retries() { return retries_; }

 private:
  metrics::Registry& registry_;
  const std::string service_;
  metrics::Counter& retries_;
  std::mutex mutex_;
  std::map<std::string, OperationMetrics> operations_;
};

}  // namespace dailygrind::aws
