#include "platform/http/error_text.hpp"

#include "platform/core/problem.hpp"

namespace dailygrind::http {

Response plain_error(const std::exception_ptr& failure) {
  Response response{.status = 500};
  response.set("Content-Type", "text/plain; charset=utf-8");
  try {
    std::rethrow_exception(failure);
  } catch (const Problem& problem) {
    response.status = problem.status();
    response.body = problem.detail();
    for (const auto& [name, value] : problem.headers()) response.set(name, value);
  } catch (...) {
    response.body = "The server failed to answer.";
  }
  return response;
}

}  // namespace dailygrind::http
