#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dailygrind {

/// One rule that one value of a request breaks.
struct Fault {
  std::string pointer;  ///< JSON pointer (RFC 6901) into the body, or `?name` for a query parameter
  std::string detail;   ///< safe to show
};

/// A refusal that the caller is told about: the only error type that crosses a service function.
/// It becomes one RFC 9457 problem document in exactly one place (`platform/api/problem_json`).
/// Everything else that is thrown is a defect: logged with its text, answered with a bare 500.
class Problem : public std::exception {
 public:
  Problem(int status, std::string code, std::string detail);

  /// 400: the request cannot be understood at all.
  static Problem malformed(std::string detail);
  /// 401: no token, or one that proves nothing. The response carries WWW-Authenticate.
  static Problem unauthorized(std::string detail);
  /// 403: known, and not allowed.
  static Problem forbidden(std::string detail);
  /// 404: does not exist, or may not be seen by the caller; the two are never told apart.
  static Problem not_found();
  /// 409 with the reason as a code that programs can compare.
  static Problem conflict(std::string code, std::string detail);
  /// 412: If-Match names another state than the present one.
  static Problem precondition_failed();
  /// 422 with every broken rule. `faults` must not be empty.
  static Problem invalid(std::vector<Fault> faults);
  static Problem invalid(std::string pointer, std::string detail);
  /// 429: come back after `seconds`.
  static Problem too_many_requests(int retry_after_seconds);
  /// 503: a backend does not answer. `cause` is logged and never shown.
  static Problem unavailable(std::string cause);

  /// Adds an extension member to the document, such as the id of the post that was there first.
  Problem&& with(std::string name, std::string value) &&;
  /// Adds a response header.
  Problem&& header(std::string name, std::string value) &&;

  [[nodiscard]] int status() const { return status_; }
  /// A short kebab-case name, the last part of the document's `type`.
  [[nodiscard]] const std::string& code() const { return code_; }
  [[nodiscard]] const std::string& detail() const { return detail_; }
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& members() const {
    return members_;
  }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& headers() const {
    return headers_;
  }
  /// The private cause where there is one, else the safe text: for the log only.
  [[nodiscard]] const char* what() const noexcept override;

 private:
  int status_;
  std::string code_;
  std::string detail_;
  std::string cause_;
  std::vector<Fault> faults_;
  std::vector<std::pair<std::string, std::string>> members_;
  std::vector<std::pair<std::string, std::string>> headers_;
};

}  // namespace dailygrind
