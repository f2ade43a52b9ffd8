#include "platform/webpush/push_metrics.hpp"

namespace dailygrind::webpush {
namespace {

constexpr std::array outcomes{Outcome::sent,    Outcome::gone,      Outcome::too_large,
                              Outcome::refused, Outcome::throttled, Outcome::failed};

/// The hosts of the browsers' push services, or what theirs end with.
constexpr std::array hosts{"fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com",
                           "notify.windows.com", "other"};

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

/// True for `https://host` and `https://<something>.host`.
bool is_of(std::string_view origin, std::string_view host) {
  constexpr std::string_view scheme = "https://";
  if (!origin.starts_with(scheme) || !origin.ends_with(host)) return false;
  origin.remove_prefix(scheme.size());
  return origin.size() == host.size() || origin[origin.size() - host.size() - 1] == '.';
}

}  // namespace

PushMetrics::PushMetrics(metrics::Registry& registry) {
  known_.reserve(hosts.size());
  for (const auto* host : hosts) known_.push_back({host, register_for(registry, host)});
}

ServiceMetrics& PushMetrics::of(std::string_view origin) {
  for (auto& known : known_) {
    if (is_of(origin, known.host)) return known.metrics;
  }
  return known_.back().metrics;
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::sent:
      return "sent";
    case Outcome::gone:
      return "gone";
    case Outcome::too_large:
      return "too_large";
    case Outcome::refused:
      return "refused";
    case Outcome::throttled:
      return "throttled";
    case Outcome::failed:
      return "failed";
  }
  return {};
}

}  // namespace dailygrind::webpush
