#include "platform/identity/embedded/wire.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/identity/embedded/refusal.hpp"
#include "platform/identity/embedded/wire_operations.hpp"

namespace dailygrind::identity {
namespace {

namespace json = boost::json;

constexpr std::string_view target_prefix = "AWSCognitoIdentityProviderService.";

http::Response answer(int status, const json::object& body, const std::string& type) {
  http::Response response{.status = status};
  response.set("Content-Type", type);
  response.set("Cache-Control", "no-store");
  response.body = json::serialize(body);
  return response;
}

http::Response aws_answer(int status, const json::object& body) {
  return answer(status, body, "application/x-amz-json-1.1");
}

http::Response aws_error(int status, const std::string& type, const std::string& message) {
  auto response = aws_answer(status, {{"__type", type}, {"message", message}});
  response.set("x-amzn-ErrorType", type + ":");
  return response;
}

json::object parse_body(std::string_view body) {
  json::error_code error;
  auto value = json::parse({body.data(), body.size()}, error);
  if (error || !value.is_object()) {
    throw Refusal{"SerializationException", "The body is no JSON object"};
  }
  return std::move(value.get_object());
}

Task<json::object> run(Accounts& accounts, const http::Request& request) {
  auto target = request.header("X-Amz-Target");
  const bool ours = target.starts_with(target_prefix);
  if (ours) target.remove_prefix(target_prefix.size());
  const auto operation = ours ? find_wire_operation(target) : nullptr;
  if (operation == nullptr) {
    throw Refusal{"UnknownOperationException", "There is no such operation"};
  }
  const WireInput input{parse_body(request.body),
                        request.from_loopback_directly ? std::string{} : request.remote_address};
  co_return co_await operation(accounts, input);
}

http::Response internal_error(const http::Request& request, const char* cause) {
  log::error("an account operation failed",
             {{"requestId", std::string_view{request.request_id}}, {"cause", cause}});
  return aws_error(500, "InternalErrorException", "Something went wrong on our side.");
}

Task<http::Response> handle_operation(Accounts& accounts, const http::Request& request) {
  try {
    co_return aws_answer(200, co_await run(accounts, request));
  } catch (const Refusal& refusal) {
    co_return aws_error(400, refusal.type(), refusal.message());
  } catch (const std::exception& defect) {
    co_return internal_error(request, defect.what());
  }
}

json::object configuration(const std::string& issuer) {
  return {{"issuer", issuer},
          {"jwks_uri", issuer + "/.well-known/jwks.json"},
          {"id_token_signing_alg_values_supported", {"RS256"}},
          {"subject_types_supported", {"public"}},
          {"response_types_supported", json::array{}},
          {"claims_supported",
           {"sub", "iss", "aud", "exp", "iat", "auth_time", "email", "email_verified",
            "cognito:groups", "cognito:username"}}};
}

/// Anybody may keep these for a while; a new key is met sooner, by its unknown `kid`.
http::Response public_answer(std::string body) {
  http::Response response;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "public, max-age=300");
  response.body = std::move(body);
  return response;
}

}  // namespace

http::Response too_many_requests(int retry_after_seconds) {
  auto response = aws_error(429, "TooManyRequestsException", "Too many requests");
  response.set("Retry-After", std::to_string(retry_after_seconds));
  return response;
}

void add_account_routes(http::Router& router, Accounts& accounts, const std::string& pool_id) {
  router.add(http::Method::post, "/",
             [&accounts](const http::Request& request, const http::PathParameters&) {
               return handle_operation(accounts, request);
             });
  const auto well_known = "/" + pool_id + "/.well-known/";
  router.add(
      http::Method::get, well_known + "jwks.json",
      [&accounts](const http::Request&, const http::PathParameters&) -> Task<http::Response> {
        co_return public_answer(co_await accounts.keys.jwks());
      });
  router.add(
      http::Method::get, well_known + "openid-configuration",
      [&accounts](const http::Request&, const http::PathParameters&) -> Task<http::Response> {
        co_return public_answer(json::serialize(configuration(accounts.settings.issuer)));
      });
}

}  // namespace dailygrind::identity
