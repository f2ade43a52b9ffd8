#include "platform/webpush/verdict.hpp"

#include "platform/http/retry.hpp"

namespace dailygrind::webpush {
namespace {

Outcome outcome_of(int status) {
  if (status >= 200 && status < 300) return Outcome::sent;
  switch (status) {
    case 404:
    case 410:
      return Outcome::gone;
    case 413:
      return Outcome::too_large;
    case 429:
      return Outcome::throttled;
    default:
      return status >= 300 && status < 500 ? Outcome::refused : Outcome::failed;
  }
}

}  // namespace

Verdict judge(const http::ClientResponse& response, Instant now) {
  const int status = response.status;
  Verdict verdict{.outcome = outcome_of(status), .status = status};
  if (verdict.outcome != Outcome::sent) verdict.detail = "status " + std::to_string(status);
  verdict.push_back = status == 429 || status == 503;
  if (verdict.push_back) {
    verdict.pause =
        http::parse_retry_after(response.header("Retry-After"), response.header("Date"), now);
  }
  return verdict;
}

Verdict judge(const http::ClientError& error) {
  using Kind = http::ClientError::Kind;
  const auto kind = error.kind();
  const bool hopeless = kind == Kind::bad_request || kind == Kind::forbidden;
  return {.outcome = hopeless ? Outcome::refused : Outcome::failed,
          .push_back = kind == Kind::timed_out,
          .detail = error.what()};
}

}  // namespace dailygrind::webpush
