#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/task.hpp"
#include "platform/http/router.hpp"

namespace dailygrind::host {

/// Something that must hold before the program is ready: a name and what is wrong, if anything.
struct ReadinessCheck {
  std::string name;
  std::function<Task<std::optional<std::string>>()> failure;
};

/// What the operations endpoints answer with.
struct Operations {
  const metrics::Registry& metrics;
  bool metrics_public = false;  ///< else `/metrics` answers loopback without a proxy, and the next
  /// Whether an administrator sent the request; none where it is not set. May refuse for the rate.
  std::function<Task<bool>(const http::Request&)> is_administrator;
  std::vector<ReadinessCheck> checks;
  std::string openapi;                                 ///< JSON
  std::function<boost::json::object()> client_config;  ///< `/config.json`
};

/// `/livez`, `/readyz`, `/metrics`, `/openapi.json`, `/docs`, `/config.json`. `operations` must
/// outlive the router.
void mount_operations(const Operations& operations, http::Router& router);
/// `/metrics` for whoever asks: for a listener of its own.
void mount_metrics(const Operations& operations, http::Router& router);

/// `GET/PUT/DELETE /test/clock` and `POST /test/clock/advance`: only with --test-hooks, which only
/// a loopback listener accepts.
void mount_test_hooks(AdjustableClock& clock, http::Router& router);

}  // namespace dailygrind::host
