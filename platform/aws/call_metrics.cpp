#include "platform/aws/call_metrics.hpp"

namespace dailygrind::aws {
namespace {

constexpr std::array outcomes{"done", "refused", "throttled", "unanswered"};

}  // namespace

OperationMetrics::OperationMetrics(metrics::Registry& registry, const std::string& service,
                                   const std::string& operation)
    : seconds_(registry.histogram("dailygrind_aws_request_seconds",
                                  "How long attempts of AWS calls take",
                                  {{"service", service}, {"operation", operation}})) {
  for (std::size_t at = 0; at < outcomes.size(); ++at) {
    outcomes_.at(at) = &registry.counter(
        "dailygrind_aws_requests_total", "Attempts of AWS calls by what became of them",
        {{"service", service}, {"operation", operation}, {"outcome", outcomes.at(at)}});
  }
}

void OperationMetrics::count(CallOutcome outcome, std::chrono::nanoseconds took) {
  outcomes_.at(static_cast<std::size_t>(outcome))->add();
  seconds_.observe(std::chrono::duration<double>(took).count());
}

CallMetrics::CallMetrics(metrics::Registry& registry, std::string service)
    : registry_(registry),
      service_(std::move(service)),
      retries_(registry.counter("dailygrind_aws_retries_total", "AWS calls that were tried again",
                                {{"service", service_}})) {}

OperationMetrics& CallMetrics::of(const std::string& operation) {
  const std::lock_guard lock{mutex_};
  const auto found = operations_.find(operation);
  if (found != operations_.end()) return found->second;
  return operations_.try_emplace(operation, registry_, service_, operation).first->second;
}

}  // namespace dailygrind::aws
