#include "services/push_notification/figures.hpp"

#include "platform/webpush/labels.hpp"

namespace dailygrind::push {

Figures::Figures(metrics::Registry& registry)
    : queued_(registry.counter("dailygrind_push_queued_total", "Messages that were to be sent.")),
      given_up_(registry.counter("dailygrind_push_given_up_total",
                                 "Messages that were not sent in the end.")) {
  for (const auto* service : webpush::service_labels) {
    lateness_.push_back(&registry.histogram("dailygrind_push_lateness_seconds",
                                            "From the due moment of a message to its acceptance.",
                                            {{"service", service}}));
  }
}

void Figures::sent(const std::string& endpoint, milliseconds late) {
  const auto origin = webpush::origin_of(endpoint).value_or("");
  lateness_[webpush::label_of(origin)]->observe(std::chrono::duration<double>(late).count());
}

}  // namespace dailygrind::push
