#include "platform/identity/cognito/user_pool.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "platform/aws/json_protocol.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::identity::cognito {
namespace {

/// Cognito speaks version 1.1 of the protocol.
aws::Request request_of(std::string operation, const boost::json::object& document) {
  auto request =
      aws::json_request("AWSCognitoIdentityProviderService", std::move(operation), document);
  for (auto& [name, value] : request.headers) {
    if (name == "Content-Type") value = "application/x-amz-json-1.1";
  }
  return request;
}

/// Whether the refusal says something of what was asked for; all else is a failure.
bool is_answer(const aws::Error& error) {
  constexpr std::array<std::string_view, 6> answers{
      "UserNotFoundException",     "UsernameExistsException",   "AliasExistsException",
      "ResourceNotFoundException", "InvalidParameterException", "GroupExistsException"};
  return std::ranges::find(answers, error.code()) != answers.end();
}

}  // namespace

Task<boost::json::object> UserPool::send(std::string operation, boost::json::object request) {
  request["UserPoolId"] = id_;
  try {
    const auto answer = co_await cognito_.send(request_of(std::move(operation), request));
    if (answer.body.empty()) co_return boost::json::object{};
    co_return aws::JsonDocument::of(answer, "Cognito").copy();
  } catch (const aws::Error& error) {
    if (is_answer(error)) throw;
    throw Problem::unavailable(error.what());
  }
}

Task<std::optional<boost::json::object>> UserPool::send_for(const std::string& user,
                                                            std::string operation,
                                                            boost::json::object request) {
  request["Username"] = user;
  try {
    co_return co_await send(std::move(operation), std::move(request));
  } catch (const aws::Error& error) {
    if (error.code() != "UserNotFoundException") throw Problem::unavailable(error.what());
  }
  co_return std::nullopt;
}

}  // namespace dailygrind::identity::cognito
