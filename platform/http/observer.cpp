#include "platform/http/observer.hpp"

#include "platform/core/log.hpp"

namespace dailygrind::http {

Observer::Observer(metrics::Registry& registry, const Router& router, bool access_log)
    : registry_(registry),
      access_log_(access_log),
      open_(registry.gauge("dailygrind_http_connections_open", "Connections that are open.")),
      in_flight_(registry.gauge("dailygrind_http_requests_in_flight",
                                "Requests read whose answer is not made yet.")),
      accepted_(registry.counter("dailygrind_http_connections_total", "Connections accepted.")),
      received_(registry.counter("dailygrind_http_received_bytes_total", "Bytes received.")),
      sent_(registry.counter("dailygrind_http_sent_bytes_total", "Bytes of answers.")) {
  const auto add = [&](std::string_view method, std::string_view pattern) {
    auto& histogram =
        registry.histogram("dailygrind_http_request_duration_seconds",
                           "From a request read whole to its answer handed to the connection.",
                           {{"method", std::string{method}}, {"route", std::string{pattern}}});
    routes_.push_back({pattern, &histogram, {}});
  };
  for (const auto& route : router.routes()) add(name_of(route->method), route->pattern);
  add("", "");
}

void Observer::connection_opened() {
  open_.add(1);
  accepted_.add();
}

metrics::Counter& Observer::requests(RouteMetrics& route, Method method, int status) {
  const auto key = static_cast<std::uint32_t>(status) * 8 + static_cast<std::uint32_t>(method);
  for (const auto& [known, counter] : route.by_status) {
    if (known == key) return *counter;
  }
  auto& counter = registry_.counter("dailygrind_http_requests_total", "Requests answered.",
                                    {{"method", std::string{name_of(method)}},
                                     {"route", std::string{route.pattern}},
                                     {"status", std::to_string(status)}});
  route.by_status.emplace_back(key, &counter);
  return counter;
}

void Observer::request_ended(const Request& request, const Route* route, const Outcome& outcome) {
  auto& metrics = route == nullptr ? routes_.back() : routes_[route->index];
  in_flight_.add(-1);
  sent_.add(outcome.bytes);
  requests(metrics, request.method, outcome.status).add();
  metrics.duration->observe(static_cast<double>(outcome.duration.count()) * 1e-9);
  if (access_log_) log(request, outcome);
}

void Observer::log(const Request& request, const Outcome& outcome) const {
  if (!log::enabled(log::Level::info)) return;
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(outcome.duration);
  log::info("request", {{"method", name_of(request.method)},
                        {"path", request.path},
                        {"status", static_cast<std::int64_t>(outcome.status)},
                        {"duration_ms", static_cast<double>(microseconds.count()) / 1000},
                        {"bytes", static_cast<std::int64_t>(outcome.bytes)},
                        {"request_id", std::string_view{request.request_id}},
                        {"remote", std::string_view{request.remote_address}},
                        {"traceparent", std::string_view{request.traceparent}}});
}

}  // namespace dailygrind::http
