#include "platform/api/problem_json.hpp"

#include "platform/core/encoding.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/describe/json_write.hpp"

namespace dailygrind::api {
namespace {

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += ',';
  describe::append_json_string(out, name);
  out += ':';
  describe::append_json_string(out, value);
}

void append_faults(std::string& out, const std::vector<Fault>& faults) {
  out += R"(,"errors":[)";
  for (bool first = true; const Fault& fault : faults) {
    if (!first) out += ',';
    first = false;
    out += R"({"pointer":)";
    describe::append_json_string(out, fault.pointer);
    append_member(out, "detail", fault.detail);
    out += '}';
  }
  out += ']';
}

http::Response document(const http::Request& request, const Problem& problem) {
  http::Response response{.status = problem.status()};
  response.set("Content-Type", "application/problem+json");
  if (problem.status() == 401) response.set("WWW-Authenticate", "Bearer");
  for (const auto& [name, value] : problem.headers()) response.set(name, value);
  auto& body = response.body;
  body = R"({"type":)";
  describe::append_json_string(body, "/problems/" + problem.code());
  append_member(body, "title", title_of(problem.status()));
  body += R"(,"status":)" + std::to_string(problem.status());
  append_member(body, "detail", problem.detail());
  append_member(body, "instance", is_text(request.path) ? request.path : "/");
  if (!problem.faults().empty()) append_faults(body, problem.faults());
  for (const auto& [name, value] : problem.members()) append_member(body, name, value);
  body += '}';
  return response;
}

void log_failure(const http::Request& request, std::string_view cause) {
  log::error("request failed", {{"requestId", std::string_view{request.request_id}},
                                {"path", request.path},
                                {"cause", cause}});
}

}  // namespace

http::Response problem_response(const http::Request& request, std::exception_ptr error) {
  try {
    std::rethrow_exception(std::move(error));
  } catch (const Problem& problem) {
    if (problem.status() >= 500) log_failure(request, problem.what());
    return document(request, problem);
  } catch (const std::exception& defect) {
    log_failure(request, defect.what());
  } catch (...) {
    log_failure(request, "an exception of an unknown type");
  }
  return document(request, Problem{500, "internal", "Something went wrong on our side."});
}

}  // namespace dailygrind::api
