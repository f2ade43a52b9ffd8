#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/metrics.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {

/// Figures of one push service, or of all that are not well known.
struct ServiceMetrics {
  std::array<metrics::Counter*, 6> requests;  ///< by Outcome
  metrics::Gauge& in_flight;
  metrics::Gauge& waiting;
  metrics::Counter& pauses;
};

/// The figures of all push services. Endpoints are what users say they are, so only well known
/// hosts have a name here, and all others are one.
class PushMetrics {
 public:
  explicit PushMetrics(metrics::Registry& registry);

  /// Valid as long as this object.
  [[nodiscard]] ServiceMetrics& of(std::string_view origin);

 private:
  struct Known {
    std::string host;
    ServiceMetrics metrics;
  };
  std::vector<Known> known_;  ///< the last is `other`
};

[[nodiscard]] std::string_view name_of(Outcome outcome);

}  // namespace dailygrind::webpush
