#include "platform/lambda/runtime.hpp"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/system/system_error.hpp>
#include <charconv>
#include <cstdlib>

#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::lambda {
namespace {

/// A frozen program waits for hours.
constexpr std::chrono::milliseconds for_ever{0};
/// Lambda's limit on a payload is 6 MB.
constexpr std::size_t largest_payload = std::size_t{8} << 20U;
constexpr int accepted = 202;
constexpr int too_large = 413;

std::string document_of(const FunctionError& error) {
  return boost::json::serialize(boost::json::object{
      {"errorMessage", error.what()}, {"errorType", error.type()}, {"stackTrace", {}}});
}

void demand(const http::ClientResponse& answer, int status, std::string_view what) {
  if (answer.status == status) return;
  throw std::runtime_error{fmt::format("the Runtime API answered {} to {}", answer.status, what)};
}

Invocation invocation_of(http::ClientResponse answer) {
  Invocation invocation{.request_id{answer.header("Lambda-Runtime-Aws-Request-Id")},
                        .function_arn{answer.header("Lambda-Runtime-Invoked-Function-Arn")},
                        .trace_id{answer.header("Lambda-Runtime-Trace-Id")}};
  const auto deadline = answer.header("Lambda-Runtime-Deadline-Ms");
  std::int64_t since_epoch = 0;
  const auto* end = deadline.data() + deadline.size();
  const auto read = std::from_chars(deadline.data(), end, since_epoch);
  if (invocation.request_id.empty() || read.ec != std::errc{} || read.ptr != end) {
    throw std::runtime_error{"the Runtime API gave an invocation without an id or a deadline"};
  }
  invocation.deadline = Instant{milliseconds{since_epoch}};
  invocation.payload = std::move(answer.body);
  return invocation;
}

/// What the caller is told of the exception in flight.
FunctionError error_in_flight() {
  try {
    throw;
  } catch (const FunctionError& error) {
    return error;
  } catch (const Problem& problem) {
    return {problem.code(), problem.detail()};
  } catch (...) {
    return {"InternalError", "Something went wrong; the log says what."};
  }
}

std::string cause_in_flight() {
  try {
    throw;
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "what was thrown is no exception";
  }
}

struct Outcome {
  std::string answer;
  std::optional<FunctionError> error;
};

Task<Outcome> outcome_of(const Function& function, const Invocation& invocation) {
  Outcome outcome;
  try {
    outcome.answer = co_await function(invocation);
  } catch (...) {
    outcome.error = error_in_flight();
    const auto cause = cause_in_flight();
    log::error("an invocation failed", {{"requestId", std::string_view{invocation.request_id}},
                                        {"traceId", std::string_view{invocation.trace_id}},
                                        {"errorType", std::string_view{outcome.error->type()}},
                                        {"cause", std::string_view{cause}}});
  }
  co_return outcome;
}

}  // namespace

RuntimeApi::RuntimeApi(http::Client& http, const std::string& address)
    : http_(http), base_("http://" + address + "/2018-06-01/runtime/") {}

Task<Invocation> RuntimeApi::next() {
  auto answer = co_await http_.send(
      {.url = base_ + "invocation/next", .timeout = for_ever, .response_limit = largest_payload});
  demand(answer, 200, "the question for an invocation");
  co_return invocation_of(std::move(answer));
}

Task<http::ClientResponse> RuntimeApi::post(std::string path, std::string body,
                                            std::string error_type) {
  http::ClientRequest request{
      .method = http::Method::post, .url = base_ + path, .body = std::move(body)};
  request.headers = {{"Content-Type", "application/json"}};
  if (!error_type.empty()) {
    request.headers.emplace_back("Lambda-Runtime-Function-Error-Type", std::move(error_type));
  }
  co_return co_await http_.send(std::move(request));
}

Task<> RuntimeApi::answer(std::string request_id, std::string payload) {
  const auto told = co_await post("invocation/" + request_id + "/response", std::move(payload));
  if (told.status != too_large) {
    demand(told, accepted, "an answer");
    co_return;
  }
  log::error("an answer is too large", {{"requestId", std::string_view{request_id}}});
  co_await fail(request_id, {"ResponseTooLarge", "The answer is larger than Lambda takes."});
}

Task<> RuntimeApi::fail(std::string request_id, FunctionError error) {
  const auto told =
      co_await post("invocation/" + request_id + "/error", document_of(error), error.type());
  demand(told, accepted, "an error");
}

Task<> RuntimeApi::fail_to_start(FunctionError error) {
  const auto told = co_await post("init/error", document_of(error), error.type());
  demand(told, accepted, "an error of the start");
}

Task<> serve(RuntimeApi& api, Function function) {
  const SystemClock system;
  while (true) {
    const auto invocation = co_await api.next();
    const auto began = system.now();
    // X-Ray's libraries, and whatever else a function calls, look for it there.
    ::setenv("_X_AMZN_TRACE_ID", invocation.trace_id.c_str(), 1);
    const auto outcome = co_await outcome_of(function, invocation);
    if (outcome.error) {
      co_await api.fail(invocation.request_id, *outcome.error);
    } else {
      co_await api.answer(invocation.request_id, outcome.answer);
    }
    log::info("invocation", {{"requestId", std::string_view{invocation.request_id}},
                             {"failed", outcome.error.has_value()},
                             {"milliseconds", (system.now() - began).count()}});
    log::flush();  // before Lambda freezes the program
  }
}

}  // namespace dailygrind::lambda
