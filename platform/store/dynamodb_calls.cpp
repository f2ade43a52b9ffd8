#include "platform/store/dynamodb_calls.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "platform/aws/json_protocol.hpp"
#include "platform/core/problem.hpp"
#include "platform/http/retry.hpp"
#include "platform/store/dynamodb_errors.hpp"

namespace dailygrind::store::dynamodb {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

/// The table of a call, or the first one of several.
std::string table_of(const json::object& document) {
  if (const auto* const table = document.if_contains("TableName"))
    return table->as_string().c_str();
  if (const auto* const batch = document.if_contains("RequestItems")) {
    return std::string{batch->as_object().begin()->key()};
  }
  if (const auto* const writes = document.if_contains("TransactItems")) {
    const auto& write = writes->as_array().at(0).as_object();
    return table_of(write.begin()->value().as_object());
  }
  return {};
}

aws::Request request_of(std::string operation, const json::object& document) {
  auto request = aws::json_request("DynamoDB_20120810", std::move(operation), document);
  request.resource = table_of(document);
  return request;
}

Task<aws::JsonDocument> send_request(aws::Client& dynamodb, aws::Request request) {
  co_return aws::JsonDocument::of(co_await dynamodb.send(std::move(request)), "DynamoDB");
}

}  // namespace

Task<aws::JsonDocument> send(aws::Client& dynamodb, std::string operation, json::object request) {
  co_return co_await send_request(dynamodb, request_of(std::move(operation), request));
}

Calls::Calls(aws::Client& dynamodb, Random& random, metrics::Registry& metrics,
             DynamodbSettings settings)
    : dynamodb_(dynamodb),
      random_(random),
      settings_(std::move(settings)),
      capacity_(metrics, settings_) {
  for (const auto& table : settings_.tables) names_.push_back(settings_.prefix + table);
}

Task<std::expected<aws::JsonDocument, aws::Error>> Calls::send(std::string operation,
                                                               json::object request,
                                                               Access access) {
  request["ReturnConsumedCapacity"] = "TOTAL";
  const auto prepared = request_of(std::move(operation), request);
  for (int attempt = 1;; ++attempt) {
    std::optional<aws::Error> error;
    try {
      auto answer = co_await send_request(dynamodb_, prepared);
      capacity_.count(*answer, access);
      co_return answer;
    } catch (const aws::Error& caught) {
      error = caught;
    }
    const auto [verdict, conditions_failed] = finding_of(*error);
    const bool last = attempt >= settings_.attempts;
    const bool refused = verdict == Verdict::refused || (last && conditions_failed);
    if (refused) co_return std::unexpected{std::move(*error)};
    if (verdict == Verdict::defect) throw std::logic_error{error->what()};
    if (verdict == Verdict::failed) throw Problem::unavailable(error->what());
    co_await back_off(attempt, error->what());
  }
}

Task<aws::JsonDocument> Calls::read(std::string operation, json::object request) {
  auto answer = co_await send(std::move(operation), std::move(request), Access::read);
  if (!answer) throw Problem::unavailable(answer.error().what());
  co_return std::move(*answer);
}

Task<> Calls::back_off(int attempt, std::string cause) {
  if (attempt >= settings_.attempts) throw Problem::unavailable(std::move(cause));
  const auto pause =
      http::backoff(attempt, settings_.first_backoff, settings_.longest_backoff, random_);
  asio::steady_timer timer{co_await asio::this_coro::executor, pause};
  co_await timer.async_wait(asio::use_awaitable);
}

const std::string& Calls::table_name(const std::string& table) const {
  const auto at = std::ranges::find(settings_.tables, table);
  if (at == settings_.tables.end()) throw std::logic_error{"store: no table " + table};
  return names_[static_cast<std::size_t>(at - settings_.tables.begin())];
}

std::string Calls::table_of(std::string_view name) const {
  return std::string{name.substr(std::min(name.size(), settings_.prefix.size()))};
}

}  // namespace dailygrind::store::dynamodb
