#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/metrics.hpp"
#include "platform/webpush/labels.hpp"

namespace dailygrind::webpush {

/// Figures of one push service, or of all that are not well known.
struct ServiceMetrics {
  std::array<metrics::Counter*, 6> requests;  ///< by Outcome
  metrics::Gauge& in_flight;
  metrics::Gauge& waiting;
  metrics::Counter& pauses;
};

/// The figures of all push services.
class PushMetrics {
 public:
  explicit PushMetrics(metrics::Registry& registry);

  /// Valid as long as this object.
  [[nodiscard]] ServiceMetrics& of(std::string_view origin) { return known_[label_of(origin)]; }

 private:
  std::vector<ServiceMetrics> known_;  ///< by label
};

}  // namespace dailygrind::webpush
