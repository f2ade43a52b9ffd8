#pragma once

#include <string>
#include <string_view>

#include "platform/core/metrics.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::push {

/// What operators see of all messages in the metrics. Thread-safe.
class Figures {
 public:
  explicit Figures(metrics::Registry& registry);

  void queued(std::size_t messages) { queued_.add(messages); }
  /// One attempt; `late` is how long after its due moment a sent one was accepted.
  void attempted(const std::string& endpoint, webpush::Outcome outcome, milliseconds late);
  void given_up() { given_up_.add(); }

 private:
  metrics::Registry& registry_;
  metrics::Counter& queued_;
  metrics::Counter& given_up_;
  metrics::Histogram& lateness_;
};

/// How a push service is called in figures: the host of one that is known, else "other", because
/// anybody may name any host in a subscription.
std::string service_label(const std::string& endpoint);
std::string_view outcome_label(webpush::Outcome outcome);

}  // namespace dailygrind::push
