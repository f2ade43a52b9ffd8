#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/metrics.hpp"
#include "platform/http/message.hpp"
#include "platform/http/router.hpp"

namespace dailygrind::http {

/// Counts requests and writes the access log. One per event loop; the metrics themselves are shared
/// by all loops. Handles are looked up once for each route and status, not for each request.
class Observer {
 public:
  Observer(metrics::Registry& registry, const Router& router, bool access_log);

  void connection_opened();
  void connection_closed() { open_.add(-1); }
  void request_began() { in_flight_.add(1); }
  void received(std::size_t bytes) { received_.add(bytes); }

  struct Outcome {
    int status = 0;
    std::size_t bytes = 0;
    std::chrono::nanoseconds duration{0};
  };
  /// `route` is nullptr where the router found none, or where the request was refused unread.
  void request_ended(const Request& request, const Route* route, const Outcome& outcome);

 private:
  struct RouteMetrics {
    std::string_view pattern;
    metrics::Histogram* duration = nullptr;
    std::vector<std::pair<std::uint32_t, metrics::Counter*>> by_status;
  };
  metrics::Counter& requests(RouteMetrics& route, Method method, int status);
  void log(const Request& request, const Outcome& outcome) const;

  metrics::Registry& registry_;
  const bool access_log_;
  metrics::Gauge& open_;
  metrics::Gauge& in_flight_;
  metrics::Counter& accepted_;
  metrics::Counter& received_;
  metrics::Counter& sent_;
  std::vector<RouteMetrics> routes_;  ///< by Route::index; the last is for requests without a route
};

}  // namespace dailygrind::http
