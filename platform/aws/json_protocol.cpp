#include "platform/aws/json_protocol.hpp"

#include <fmt/format.h>

#include <boost/json/monotonic_resource.hpp>
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

json::object json_document(const http::ClientResponse& answer, std::string_view service) {
  json::error_code broken;
  // Hundreds of small values that go at once: taken from one piece of memory, which they own.
  auto document =
      json::parse(answer.body, broken, json::make_shared_resource<json::monotonic_resource>());
  if (broken || !document.is_object()) {
    throw Problem::unavailable(fmt::format("{} answered no JSON", service));
  }
  return std::move(document.get_object());
}

}  // namespace dailygrind::aws
