#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "platform/aws/client.hpp"

namespace dailygrind::aws::testing {

/// A call as the service got it.
struct SeenCall {
  std::string operation;
  std::string path;
  std::string query;
  std::string body;
  http::HeaderList headers;

  [[nodiscard]] boost::json::value json() const { return boost::json::parse(body); }
};

/// Answers calls of a service with what it is told, one after the other, and remembers them; `{}`
/// where nothing is left.
class ScriptedClient final : public Client {
 public:
  /// A body, an error, or a body with its headers.
  using Answer = std::variant<std::string, Error, http::ClientResponse>;

  Task<http::ClientResponse> send(Request request) override {
    calls.push_back({std::move(request.operation), std::move(request.path),
                     std::move(request.query), std::move(request.body),
                     std::move(request.headers)});
    if (on_call) on_call();
    if (answers.empty()) co_return http::ClientResponse{.status = 200, .body = "{}"};
    const Answer answer = std::move(answers.front());
    answers.pop_front();
    if (const auto* error = std::get_if<Error>(&answer)) throw *error;
    if (const auto* whole = std::get_if<http::ClientResponse>(&answer)) co_return *whole;
    co_return http::ClientResponse{.status = 200, .body = std::get<std::string>(answer)};
  }

  [[nodiscard]] std::vector<std::string> operations() const {
    std::vector<std::string> names;
    for (const auto& call : calls) names.push_back(call.operation);
    return names;
  }

  std::deque<Answer> answers;
  std::vector<SeenCall> calls;
  std::function<void()> on_call;
};

}  // namespace dailygrind::aws::testing
