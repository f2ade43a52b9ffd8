#include "platform/core/problem.hpp"

namespace dailygrind {

Problem::Problem(int status, std::string code, std::string detail)
    : status_(status), code_(std::move(code)), detail_(std::move(detail)) {}

Problem Problem::malformed(std::string detail) {
  return {400, "malformed-request", std::move(detail)};
}

Problem Problem::unauthorized(std::string detail) {
  return {401, "unauthorized", std::move(detail)};
}

Problem Problem::forbidden(std::string detail) { return {403, "forbidden", std::move(detail)}; }

Problem Problem::not_found() {
  return {404, "not-found", "There is nothing here that you may see."};
}

Problem Problem::conflict(std::string code, std::string detail) {
  return {409, std::move(code), std::move(detail)};
}

Problem Problem::precondition_failed() {
  return {412, "precondition-failed",
          "If-Match names another state than the present one; read it again."};
}

Problem Problem::invalid(std::vector<Fault> faults) {
  Problem problem{422, "invalid-value", "The request breaks the rules listed in errors."};
  problem.faults_ = std::move(faults);
  return problem;
}

Problem Problem::invalid(std::string pointer, std::string detail) {
  return invalid({Fault{std::move(pointer), std::move(detail)}});
}

Problem Problem::too_many_requests(int retry_after_seconds) {
  return Problem{429, "too-many-requests", "Too many requests; come back later."}.header(
      "Retry-After", std::to_string(retry_after_seconds));
}

Problem Problem::unavailable(std::string cause) {
  auto problem = Problem{503, "unavailable", "Part of the service does not answer; try again."};
  problem.headers_.emplace_back("Retry-After", "1");
  problem.cause_ = std::move(cause);
  return problem;
}

Problem&& Problem::with(std::string name, std::string value) && {
  members_.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

Problem&& Problem::header(std::string name, std::string value) && {
  headers_.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

const char* Problem::what() const noexcept {
  return cause_.empty() ? detail_.c_str() : cause_.c_str();
}

}  // namespace dailygrind
