#include "platform/aws/client.hpp"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

#include "platform/aws/call_metrics.hpp"
#include "platform/aws/errors.hpp"
#include "platform/aws/refusals.hpp"
#include "platform/aws/retry_quota.hpp"
#include "platform/core/log.hpp"
#include "platform/http/retry.hpp"

namespace dailygrind::aws {
namespace {

namespace asio = boost::asio;

/// What the SDKs leave to the network and to slow clocks.
constexpr std::chrono::minutes tolerated_skew{4};

/// What an attempt came to.
struct Attempt {
  std::optional<http::ClientResponse> answer;
  std::optional<Error> error;  ///< none where `answer` is a success
  Remedy remedy = Remedy::none;
  int cost = RetryQuota::cost;
};

class AwsClient final : public Client {
 public:
  AwsClient(ClientParts parts, ClientSettings settings)
      : parts_(parts),
        settings_(std::move(settings)),
        scope_{settings_.region, settings_.service},
        metrics_(parts.metrics, settings_.service) {}

  Task<http::ClientResponse> send(Request request) override {
    int paid = 1;
    for (int attempt = 1;; ++attempt) {
      auto result = co_await attempt_one(request);
      if (!result.error) {
        quota_.give_back(paid);
        co_return std::move(*result.answer);
      }
      if (result.remedy == Remedy::none || attempt >= settings_.attempts) {
        fail(request, *result.error);
      }
      paid = result.cost;
      if (!quota_.take(paid)) {
        log::warning("no retries are left for an AWS service",
                     {{"service", std::string_view{settings_.service}}});
        fail(request, *result.error);
      }
      metrics_.retries().add();
      log::debug("an AWS call is tried again", {{"cause", std::string_view{result.error->what()}}});
      const bool at_once =
          result.remedy == Remedy::set_clock || result.remedy == Remedy::new_credentials;
      if (!at_once) co_await wait(attempt);
    }
  }

 private:
  [[noreturn]] void fail(const Request& request, const Error& error) {
    if (parts_.refusals) parts_.refusals->note(settings_.service, request, error);
    throw error;
  }

  Task<Attempt> attempt_one(const Request& request) {
    const auto credentials = co_await parts_.credentials.get();
    const milliseconds skew{skew_.load()};
    auto& metrics = metrics_.of(request.operation);
    const auto began = std::chrono::steady_clock::now();
    Attempt result;
    try {
      auto answer = co_await parts_.http.send(signed_request(request, credentials, skew));
      if (answer.status / 100 == 2) {
        result.answer = std::move(answer);
      } else {
        read(answer, request, skew, result);
      }
    } catch (const http::ClientError& error) {
      read(error, request, result);
    }
    metrics.count(outcome_of(result), std::chrono::steady_clock::now() - began);
    if (result.remedy == Remedy::new_credentials) parts_.credentials.forget(credentials);
    co_return result;
  }

  http::ClientRequest signed_request(const Request& request, const Credentials& credentials,
                                     milliseconds skew) const {
    http::ClientRequest wire{.method = request.method,
                             .url = settings_.endpoint + request.path,
                             .body = request.body,
                             .timeout = request.timeout,
                             .response_limit = longest_answer};
    wire.headers.reserve(request.headers.size() + most_signing_headers);
    wire.headers.assign(request.headers.begin(), request.headers.end());
    if (!request.query.empty()) wire.url += "?" + request.query;
    sign(wire, scope_, credentials, parts_.system.now() + skew, settings_.style);
    return wire;
  }

  void read(const http::ClientResponse& answer, const Request& request, milliseconds skew,
            Attempt& result) {
    const auto said = read_error(answer);
    result.remedy = remedy_of(said.code, answer.status);
    if (result.remedy == Remedy::set_clock && !set_clock(answer.header("Date"), skew)) {
      result.remedy = Remedy::none;
    }
    result.error.emplace(
        said.code, answer.status,
        fmt::format("{} {}: {} ({}): {}", settings_.service, request.operation,
                    said.code.empty() ? "no error code" : said.code, answer.status, said.message));
    result.error->set_body(answer.body);
  }

  void read(const http::ClientError& error, const Request& request, Attempt& result) const {
    using enum http::ClientError::Kind;
    const auto kind = error.kind();
    const bool passing = kind == unreachable || kind == timed_out || kind == broken;
    result.remedy = passing ? Remedy::repeat : Remedy::none;
    if (kind == timed_out) result.cost = RetryQuota::cost_after_timeout;
    result.error.emplace(
        "", 0, fmt::format("{} {}: {}", settings_.service, request.operation, error.what()));
  }

  /// Takes over the service's time. False where the request was signed with that time: then the
  /// signature was wrong. Another request may have taken the time over since this one was signed.
  bool set_clock(std::string_view date, milliseconds signed_with) {
    const auto theirs = http::parse_http_date(date);
    if (!theirs) return false;
    const milliseconds skew = *theirs - parts_.system.now();
    if (std::chrono::abs(skew - signed_with) < tolerated_skew) return false;
    const milliseconds before{skew_.exchange(skew.count())};
    if (std::chrono::abs(skew - before) >= tolerated_skew) {
      log::warning("the machine's clock is wrong, by what an AWS service says",
                   {{"service", std::string_view{settings_.service}},
                    {"milliseconds", std::int64_t{skew.count()}}});
    }
    return true;
  }

  static CallOutcome outcome_of(const Attempt& result) {
    if (!result.error) return CallOutcome::done;
    if (result.error->status() == 0) return CallOutcome::unanswered;
    return result.remedy == Remedy::slow_down ? CallOutcome::throttled : CallOutcome::refused;
  }

  Task<> wait(int attempt) {
    const auto pause =
        http::backoff(attempt, settings_.first_backoff, settings_.longest_backoff, parts_.random);
    asio::steady_timer timer{co_await asio::this_coro::executor, pause};
    co_await timer.async_wait(asio::use_awaitable);
  }

  static constexpr std::size_t most_signing_headers = 4;
  /// DynamoDB answers a batch of reads with up to 16 MB of items, which JSON makes longer.
  static constexpr std::size_t longest_answer = std::size_t{32} * 1024 * 1024;

  ClientParts parts_;
  const ClientSettings settings_;
  const Scope scope_;
  CallMetrics metrics_;
  RetryQuota quota_;
  std::atomic<std::int64_t> skew_{0};  ///< the service's time minus ours, in milliseconds
};

}  // namespace

std::unique_ptr<Client> make_client(ClientParts parts, ClientSettings settings) {
  return std::make_unique<AwsClient>(parts, std::move(settings));
}

std::string public_endpoint(const std::string& service, const std::string& region) {
  // The partitions of China and of governments' clouds are not served here.
  return fmt::format("https://{}.{}.amazonaws.com", service, region);
}

}  // namespace dailygrind::aws
