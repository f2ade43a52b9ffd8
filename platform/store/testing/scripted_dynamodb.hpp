#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <deque>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "platform/aws/client.hpp"

namespace dailygrind::store::testing {

/// A call as DynamoDB got it.
struct SeenCall {
  std::string operation;
  boost::json::value request;
};

/// Answers calls of DynamoDB with what it is told, one after the other, and remembers them; `{}`
/// where nothing is left.
class ScriptedDynamodb final : public aws::Client {
 public:
  using Answer = std::variant<std::string, aws::Error>;

  Task<http::ClientResponse> send(aws::Request request) override {
    calls.push_back({request.operation, boost::json::parse(request.body)});
    headers = request.headers;
    if (on_call) on_call();
    if (answers.empty()) co_return http::ClientResponse{.status = 200, .body = "{}"};
    const Answer answer = std::move(answers.front());
    answers.pop_front();
    if (const auto* error = std::get_if<aws::Error>(&answer)) throw *error;
    co_return http::ClientResponse{.status = 200, .body = std::get<std::string>(answer)};
  }

  std::deque<Answer> answers;
  std::vector<SeenCall> calls;
  std::function<void()> on_call;
  http::HeaderList headers;  ///< of the last call
};

/// `details` are further members, with a comma before them.
inline aws::Error error(const std::string& code, const std::string& details = "") {
  aws::Error error{code, 400, "dynamodb: " + code};
  error.set_body(R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + code + "\"" + details + "}");
  return error;
}

/// With a reason a write: `None`, or a code, or a whole reason as JSON.
inline aws::Error cancelled(std::initializer_list<std::string> reasons) {
  std::string list;
  for (const auto& reason : reasons) {
    if (!list.empty()) list += ',';
    list += reason.starts_with('{') ? reason : R"({"Code":")" + reason + "\"}";
  }
  return error("TransactionCanceledException", ",\"CancellationReasons\":[" + list + "]");
}

}  // namespace dailygrind::store::testing
