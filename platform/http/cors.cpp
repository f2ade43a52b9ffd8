#include "platform/http/cors.hpp"

#include <algorithm>

namespace dailygrind::http {

namespace {

/// What browser clients of this API and of Amazon Cognito send.
constexpr std::string_view allowed_headers =
    "authorization, content-type, idempotency-key, if-match, if-none-match, traceparent, "
    "x-amz-target, x-amz-user-agent, amz-sdk-invocation-id, amz-sdk-request, cache-control";
constexpr std::string_view preflight_seconds = "7200";

}  // namespace

Cors::Cors(std::vector<std::string> origins)
    : any_(std::ranges::find(origins, "*") != origins.end()), origins_(std::move(origins)) {}

std::string_view Cors::allowed_origin(std::string_view origin) const {
  if (origin.empty()) return {};
  if (any_) return "*";
  return std::ranges::find(origins_, origin) == origins_.end() ? std::string_view{} : origin;
}

void Cors::answer_preflight(Response& response, std::string_view allow) {
  response.set("Access-Control-Allow-Methods", std::string{allow});
  response.set("Access-Control-Allow-Headers", std::string{allowed_headers});
  response.set("Access-Control-Max-Age", std::string{preflight_seconds});
}

}  // namespace dailygrind::http
