#include "platform/aws/json_protocol.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/core/problem.hpp"

namespace dailygrind::aws {

namespace json = boost::json;

Request json_request(std::string_view target, std::string operation, const json::object& document) {
  Request request{.body = json::serialize(document)};
  request.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                     {"X-Amz-Target", fmt::format("{}.{}", target, operation)}};
  request.operation = std::move(operation);
  return request;
}

JsonDocument JsonDocument::of(const http::ClientResponse& answer, std::string_view service) {
  json::error_code broken;
  auto memory = std::make_unique<json::monotonic_resource>();
  auto document = json::parse(answer.body, broken, json::storage_ptr{memory.get()});
  if (broken || !document.is_object()) {
    throw Problem::unavailable(fmt::format("{} answered no JSON", service));
  }
  return {std::move(memory), std::move(document.get_object())};
}

}  // namespace dailygrind::aws
