#include "platform/webpush/push_metrics.hpp"

namespace dailygrind::webpush {
namespace {

constexpr std::array outcomes{Outcome::sent,    Outcome::gone,      Outcome::too_large,
                              Outcome::refused, Outcome::throttled, Outcome::failed};

ServiceMetrics register_for(metrics::Registry& registry, const std::string& host) {
  std::array<metrics::Counter*, outcomes.size()> requests{};
  for (const auto outcome : outcomes) {
    requests.at(static_cast<std::size_t>(outcome)) = &registry.counter(
        "dailygrind_webpush_requests_total", "Requests to push services by what became of them",
        {{"service", host}, {"outcome", std::string{name_of(outcome)}}});
  }
  return {
      .requests = requests,
      .in_flight = registry.gauge("dailygrind_webpush_requests_in_flight",
                                  "Requests to push services under way", {{"service", host}}),
      .waiting = registry.gauge("dailygrind_webpush_requests_waiting",
                                "Messages that wait for a place among the requests under way",
                                {{"service", host}}),
      .pauses = registry.counter("dailygrind_webpush_pauses_total",
                                 "How often a push service asked us to wait", {{"service", host}})};
}

}  // namespace

PushMetrics::PushMetrics(metrics::Registry& registry) {
  known_.reserve(service_labels.size());
  for (const auto* host : service_labels) known_.push_back(register_for(registry, host));
}

}  // namespace dailygrind::webpush
