#pragma once

#include <functional>
#include <stdexcept>
#include <string>

#include "platform/core/clock.hpp"
#include "platform/core/task.hpp"
#include "platform/http/client.hpp"

/// A program as a function on AWS Lambda: the custom runtime's side of the Runtime API (AWS Lambda
/// Developer Guide, "Using the Lambda runtime API for custom runtimes", version 2018-06-01).
namespace dailygrind::lambda {

/// One call of the function.
struct Invocation {
  std::string request_id;
  std::string payload;  ///< what it is called with, JSON
  /// When Lambda ends the program where it has not answered, on the machine's clock.
  Instant deadline{};
  std::string function_arn;  ///< as it was called: with a version or an alias
  std::string trace_id;      ///< X-Ray's; "" where there is none
};

/// Answers an invocation, with JSON. What it throws becomes the invocation's error document: a
/// FunctionError with its type and text, a Problem with its code and safe text, anything else as an
/// internal error, whose text is logged only.
using Function = std::function<Task<std::string>(Invocation)>;

/// What the caller of a function is told went wrong.
class FunctionError : public std::runtime_error {
 public:
  /// `type` is what callers tell errors by, such as `InvalidPayload`.
  FunctionError(std::string type, const std::string& text)
      : std::runtime_error(text), type_(std::move(type)) {}
  [[nodiscard]] const std::string& type() const { return type_; }

 private:
  std::string type_;
};

/// Lambda's side of the loop. Used by one coroutine at a time. All calls throw std::runtime_error
/// where Lambda does not answer as its documentation says: the program has to end then, and Lambda
/// starts another.
class RuntimeApi {
 public:
  /// `address` is that of the variable AWS_LAMBDA_RUNTIME_API, `host:port`. `http` must outlive
  /// this object and reach it without a proxy.
  RuntimeApi(http::Client& http, const std::string& address);

  /// The next invocation, however long it takes to come.
  Task<Invocation> next();
  Task<> answer(std::string request_id, std::string payload);
  Task<> fail(std::string request_id, FunctionError error);
  /// The program cannot serve: for what is wrong before the first invocation.
  Task<> fail_to_start(FunctionError error);

 private:
  Task<http::ClientResponse> post(std::string path, std::string body, std::string error_type = {});

  http::Client& http_;
  std::string base_;
};

/// Serves invocations, one after the other, until cancelled or until the Runtime API fails, which
/// throws. Each has a line in the log.
Task<> serve(RuntimeApi& api, Function function);

}  // namespace dailygrind::lambda
