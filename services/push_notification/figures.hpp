#pragma once

#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"

namespace dailygrind::push {

/// What operators see of all messages in the metrics, beside what the sender counts of its
/// requests. Thread-safe.
class Figures {
 public:
  explicit Figures(metrics::Registry& registry);

  void queued(std::size_t messages) { queued_.add(messages); }
  /// A message was accepted so long after its due moment.
  void sent(const std::string& endpoint, milliseconds late);
  void given_up() { given_up_.add(); }

 private:
  metrics::Counter& queued_;
  metrics::Counter& given_up_;
  std::vector<metrics::Histogram*> lateness_;  ///< by webpush::service_labels
};

}  // namespace dailygrind::push
