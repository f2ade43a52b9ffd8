#include "platform/host/operations.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "platform/core/problem.hpp"
#include "platform/host/docs_page.hpp"

namespace dailygrind::host {
namespace {

http::Response text_response(int status, std::string type, std::string body) {
  http::Response response{.status = status};
  response.set("Content-Type", std::move(type));
  response.set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

http::Response json_response(int status, const boost::json::value& value) {
  return text_response(status, "application/json", boost::json::serialize(value));
}

Task<http::Response> readiness(const Operations& operations) {
  boost::json::object checks;
  bool ready = true;
  for (const auto& check : operations.checks) {
    const auto failure = co_await check.failure();
    checks[check.name] = failure ? *failure : "ok";
    ready = ready && !failure;
  }
  co_return json_response(ready ? 200 : 503,
                          {{"status", ready ? "ready" : "not ready"}, {"checks", checks}});
}

http::Response scrape(const Operations& operations) {
  return text_response(200, "text/plain; version=0.0.4; charset=utf-8", operations.metrics.text());
}

/// For others there is nothing here.
Task<http::Response> scrape_for(const Operations& operations, const http::Request& request) {
  bool admitted = operations.metrics_public || request.from_loopback_directly;
  if (!admitted && operations.is_administrator) {
    admitted = co_await operations.is_administrator(request);
  }
  if (!admitted) throw Problem::not_found();
  co_return scrape(operations);
}

}  // namespace

void mount_operations(const Operations& operations, http::Router& router) {
  using enum http::Method;
  using http::PathParameters;
  using http::Request;
  router.add(get, "/livez", [](const Request&, const PathParameters&) -> Task<http::Response> {
    co_return json_response(200, {{"status", "alive"}});
  });
  router.add(get, "/readyz", [&operations](const Request&, const PathParameters&) {
    return readiness(operations);
  });
  router.add(get, "/metrics", [&operations](const Request& request, const PathParameters&) {
    return scrape_for(operations, request);
  });
  router.add(get, "/openapi.json",
             [&operations](const Request&, const PathParameters&) -> Task<http::Response> {
               co_return text_response(200, "application/json", operations.openapi);
             });
  router.add(get, "/config.json",
             [&operations](const Request&, const PathParameters&) -> Task<http::Response> {
               co_return json_response(200, operations.client_config());
             });
  mount_docs_page(router);
}

void mount_metrics(const Operations& operations, http::Router& router) {
  router.add(
      http::Method::get, "/metrics",
      [&operations](const http::Request&, const http::PathParameters&) -> Task<http::Response> {
        co_return scrape(operations);
      });
}

}  // namespace dailygrind::host
