#include "platform/webpush/curl_sender.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/http/client.hpp"
#include "platform/http/retry.hpp"
#include "platform/webpush/endpoint.hpp"
#include "platform/webpush/lanes.hpp"
#include "platform/webpush/push_metrics.hpp"
#include "platform/webpush/request.hpp"
#include "platform/webpush/verdict.hpp"

namespace dailygrind::webpush {
namespace {

namespace asio = boost::asio;

/// Push services answer in a few words.
constexpr std::size_t longest_answer = std::size_t{64} * 1024;
/// How often one push service's refusals are logged at most.
constexpr std::chrono::minutes quiet{1};

Attempt refused(std::string detail) {
  return {.outcome = Outcome::refused, .detail = std::move(detail)};
}

http::ClientSettings client_settings(const SenderSettings& settings) {
  return {.ca_file = settings.ca_file,
          .reach = settings.local_allowed ? http::Reach::everywhere : http::Reach::public_only};
}

class CurlSender final : public Sender {
 public:
  CurlSender(asio::io_context& loop, SenderParts parts, SenderSettings settings)
      : loop_(loop),
        parts_(parts),
        settings_(std::move(settings)),
        metrics_(parts.metrics),
        lanes_(std::make_shared<Lanes>(loop, settings_.concurrency, settings_.most_in_flight,
                                       metrics_)) {}
  ~CurlSender() override { lanes_->close(); }
  CurlSender(const CurlSender&) = delete;
  CurlSender& operator=(const CurlSender&) = delete;

  Task<Attempt> send(Subscription subscription, Message message, int attempt) override {
    if (message.payload.size() > longest_payload) {
      throw Problem::invalid("/payload", "must have at most 3993 bytes");
    }
    if (co_await asio::this_coro::executor == loop_.get_executor()) {
      co_return co_await perform(std::move(subscription), std::move(message), attempt);
    }
    co_return co_await asio::co_spawn(
        loop_, perform(std::move(subscription), std::move(message), attempt), asio::use_awaitable);
  }

 private:
  Task<Attempt> perform(Subscription subscription, Message message, int attempt) {
    const auto recipient = Recipient::parse(subscription.p256dh, subscription.auth);
    if (!recipient) co_return refused("the subscription's keys are malformed");
    const auto origin = origin_of(subscription.endpoint);
    if (!origin || !check_endpoint(subscription.endpoint, settings_.local_allowed).empty()) {
      co_return refused("the endpoint may not be called");
    }
    if (!is_topic(message.topic)) co_return refused("the topic is malformed");
    const auto lane = lanes_->lane(*origin, parts_.clock.now());
    if (is_paused(*lane)) co_return pause_of(*lane);
    const auto place = co_await lanes_->enter(lane, settings_.longest_wait);
    if (is_paused(*lane)) co_return pause_of(*lane);
    if (!place) co_return busy(attempt);
    auto authorization = parts_.vapid.authorization(*origin, subscription.vapid_key);
    if (!authorization) co_return refused("the VAPID key of the subscription is no longer kept");
    auto request = make_request(subscription.endpoint, *recipient, message,
                                std::move(*authorization), parts_.random);
    const auto round = lane->concurrency.round();
    const auto verdict = co_await ask(std::move(request));
    co_return conclude(*lane, verdict, round, attempt);
  }

  Task<Verdict> ask(http::ClientRequest request) {
    request.timeout = settings_.timeout;
    request.response_limit = longest_answer;
    // Only now, since libcurl takes memory that a server without subscribers does not need.
    if (!client_) client_ = http::make_curl_client(loop_, client_settings(settings_));
    try {
      const auto response = co_await client_->send(std::move(request));
      co_return judge(response, parts_.system.now());
    } catch (const http::ClientError& error) {
      co_return judge(error);
    }
  }

  Attempt conclude(Lane& lane, const Verdict& verdict, std::uint64_t round, int attempt) {
    lane.metrics.requests.at(static_cast<std::size_t>(verdict.outcome))->add();
    if (verdict.push_back) {
      lane.concurrency.pushed_back(round);
    } else if (verdict.status != 0) {
      lane.concurrency.answered(lane.in_flight >= lane.concurrency.limit());
    }
    complain(lane, verdict);
    note_silence(lane, verdict);
    Attempt result{.outcome = verdict.outcome, .status = verdict.status, .detail = verdict.detail};
    if (verdict.outcome == Outcome::throttled || verdict.outcome == Outcome::failed) {
      result.retry_at = retry_at(lane, verdict, attempt);
    }
    return result;
  }

  Instant retry_at(Lane& lane, const Verdict& verdict, int attempt) {
    const auto now = parts_.clock.now();
    if (verdict.pause) {
      const auto until = now + *verdict.pause;
      if (until > lane.paused_until) lanes_->pause(lane, until, verdict.outcome);
      return until;
    }
    return now +
           http::backoff(attempt, settings_.first_retry, settings_.longest_retry, parts_.random);
  }

  /// Whoever cannot be reached should not keep others waiting for time-outs.
  void note_silence(Lane& lane, const Verdict& verdict) {
    if (verdict.status != 0) lane.unanswered = lane.breaks = 0;
    if (verdict.status != 0 || verdict.outcome != Outcome::failed) return;
    if (++lane.unanswered < settings_.most_unanswered || is_paused(lane)) return;
    const auto pause =
        http::backoff(++lane.breaks, settings_.first_retry, settings_.longest_break, parts_.random);
    lanes_->pause(lane, parts_.clock.now() + pause, Outcome::failed);
  }

  /// Logs what only an operator can mend.
  void complain(Lane& lane, const Verdict& verdict) {
    const bool unauthorized = verdict.status == 401 || verdict.status == 403;
    if (!unauthorized && verdict.outcome != Outcome::too_large) return;
    const auto now = parts_.clock.now();
    if (now < lane.complained + quiet && lane.complained <= now) return;
    lane.complained = now;
    log::error(unauthorized ? "a push service refuses our VAPID signature or contact"
                            : "a push service finds a message too large",
               {{"origin", lane.origin}, {"status", std::int64_t{verdict.status}}});
  }

  [[nodiscard]] bool is_paused(const Lane& lane) const {
    return parts_.clock.now() < lane.paused_until;
  }
  static Attempt pause_of(const Lane& lane) {
    return {.outcome = lane.pause_outcome,
            .retry_at = lane.paused_until,
            .detail = "the push service is given a pause"};
  }
  [[nodiscard]] Attempt busy(int attempt) const {
    return {.outcome = Outcome::throttled,
            .retry_at = parts_.clock.now() + http::backoff(attempt, settings_.first_retry,
                                                           settings_.longest_retry, parts_.random),
            .detail = "the push service is busy"};
  }

  asio::io_context& loop_;
  SenderParts parts_;
  SenderSettings settings_;
  PushMetrics metrics_;
  std::unique_ptr<http::Client> client_;
  std::shared_ptr<Lanes> lanes_;
};

}  // namespace

std::unique_ptr<Sender> make_curl_sender(asio::io_context& loop, SenderParts parts,
                                         SenderSettings settings) {
  return std::make_unique<CurlSender>(loop, parts, std::move(settings));
}

}  // namespace dailygrind::webpush
