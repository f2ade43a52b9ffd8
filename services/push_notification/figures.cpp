#include "services/push_notification/figures.hpp"

#include <array>

namespace dailygrind::push {
namespace {

constexpr std::array known_services{
    std::string_view{"fcm.googleapis.com"}, std::string_view{"web.push.apple.com"},
    std::string_view{"notify.windows.com"}, std::string_view{"push.services.mozilla.com"}};

}  // namespace

std::string service_label(const std::string& endpoint) {
  const auto origin = webpush::origin_of(endpoint).value_or("");
  for (const auto service : known_services) {
    if (origin.ends_with("." + std::string{service}) ||
        origin.ends_with("/" + std::string{service})) {
      return std::string{service};
    }
  }
  return "other";
}

std::string_view outcome_label(webpush::Outcome outcome) {
  using enum webpush::Outcome;
  switch (outcome) {
    case sent:
      return "sent";
    case gone:
      return "gone";
    case too_large:
      return "too_large";
    case refused:
      return "refused";
    case throttled:
      return "throttled";
    case failed:
      return "failed";
  }
  return "failed";
}

Figures::Figures(metrics::Registry& registry)
    : registry_(registry),
      queued_(registry.counter("dailygrind_push_queued_total", "Messages that were to be sent.")),
      given_up_(registry.counter("dailygrind_push_given_up_total",
                                 "Messages that were not sent in the end.")),
      lateness_(registry.histogram("dailygrind_push_lateness_seconds",
                                   "From the due moment of a message to its acceptance.")) {}

void Figures::attempted(const std::string& endpoint, webpush::Outcome outcome, milliseconds late) {
  registry_
      .counter(
          "dailygrind_push_attempts_total", "Attempts, by push service and outcome.",
          {{"service", service_label(endpoint)}, {"outcome", std::string{outcome_label(outcome)}}})
      .add();
  if (outcome == webpush::Outcome::sent) {
    lateness_.observe(std::chrono::duration<double>(late).count());
  }
}

}  // namespace dailygrind::push
