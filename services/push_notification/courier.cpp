#include "services/push_notification/courier.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include "platform/core/encoding.hpp"
#include "platform/core/log.hpp"
#include "platform/webpush/labels.hpp"
#include "services/push_notification/service_counts.hpp"

namespace dailygrind::push {
namespace {

namespace asio = boost::asio;
using webpush::Outcome;

constexpr milliseconds recheck{1000};

webpush::Subscription subscription_of(const Device& device) {
  return {.endpoint = device.endpoint,
          .p256dh = base64url_decode(device.p256dh).value_or(""),
          .auth = base64url_decode(device.auth).value_or(""),
          .vapid_key = device.application_key};
}

bool has_expired(const Device& device, Instant now) {
  return device.expiration_time && instant_of(*device.expiration_time) <= now;
}

void log_failure(const Delivery& delivery, const std::string& detail) {
  const auto& parcel = delivery.parcel;
  const bool over = delivery.fate == Fate::given_up;
  log::write(over ? log::Level::warning : log::Level::debug,
             over ? "a push message was not accepted" : "a push message is put off",
             {{"device", std::string_view{parcel.device.id.str()}},
              {"status", std::int64_t{delivery.status}},
              {"outcome", webpush::name_of(delivery.outcome)},
              {"attempt", std::int64_t{parcel.attempt}},
              {"detail", std::string_view{detail}}});
}

Task<webpush::Attempt> attempt_of(webpush::Sender& sender, const Parcel& parcel, Instant now) {
  const auto left = std::chrono::ceil<std::chrono::seconds>(parcel.ends - now);
  webpush::Message message{.payload = parcel.payload, .ttl = left, .topic = parcel.topic};
  try {
    co_return co_await sender.send(subscription_of(parcel.device), std::move(message),
                                   parcel.attempt);
  } catch (const std::exception& error) {
    co_return webpush::Attempt{.outcome = Outcome::refused, .detail = error.what()};
  }
}

void read_answer(const webpush::Attempt& attempt, Delivery& delivery) {
  const bool again = attempt.outcome == Outcome::throttled || attempt.outcome == Outcome::failed;
  delivery.outcome = attempt.outcome;
  delivery.status = attempt.status;
  if (attempt.outcome == Outcome::sent) delivery.fate = Fate::sent;
  if (attempt.outcome == Outcome::gone) delivery.fate = Fate::gone;
  if (!again || attempt.retry_at >= delivery.parcel.ends) return;
  delivery.fate = Fate::put_off;
  delivery.again = attempt.retry_at;
}

}  // namespace

void Tally::count(const Delivery& delivery) {
  auto& service = count_of(services, service_of(delivery.parcel.device.endpoint));
  const auto add = [](std::int64_t& one, std::int64_t& other) {
    ++one;
    ++other;
  };
  if (delivery.outcome == Outcome::throttled) add(throttled, service.throttled);
  if (delivery.fate == Fate::sent) {
    add(sent, service.sent);
    lateness.observe(delivery.late);
  } else if (delivery.fate == Fate::gone) {
    add(gone, service.gone);
  } else if (delivery.fate == Fate::given_up) {
    add(failed, service.failed);
  }
}

Task<> Courier::deliver(Delivery& delivery) {
  const auto now = clock_.now();
  const auto& parcel = delivery.parcel;
  if (parcel.attempt == 1) figures_.queued(1);
  if (has_expired(parcel.device, now)) {
    delivery.fate = Fate::gone;
    co_return;
  }
  if (now < parcel.ends) {
    const auto attempt = co_await attempt_of(sender_, parcel, now);
    read_answer(attempt, delivery);
    delivery.late = std::max(clock_.now() - parcel.due, milliseconds{0});
    if (delivery.fate == Fate::sent) figures_.sent(parcel.device.endpoint, delivery.late);
    const bool failed = delivery.fate == Fate::given_up || delivery.fate == Fate::put_off;
    if (failed) log_failure(delivery, attempt.detail);
  }
  if (delivery.fate == Fate::given_up) figures_.given_up();
}

Batch::Batch(std::vector<Parcel> parcels) : ended_(parcels.size()), open_(parcels.size()) {
  deliveries_.reserve(parcels.size());
  for (auto& parcel : parcels) deliveries_.push_back({.parcel = std::move(parcel)});
}

void Batch::end(std::size_t at) {
  ended_[at] = true;
  --open_;
  rung_.ring();
}

Task<> Batch::wait(milliseconds longest) {
  const auto end = std::chrono::steady_clock::now() + longest;
  bus::Bell::Listener listener{rung_, co_await asio::this_coro::executor};
  while (open_ > 0) {
    const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
    if (left <= milliseconds::zero()) co_return;
    co_await listener.wait(left);
  }
}

Task<> Batch::wait_for(std::size_t at) {
  bus::Bell::Listener listener{rung_, co_await asio::this_coro::executor};
  while (!ended_[at]) co_await listener.wait(recheck);
}

Task<> Courier::deliver_into(BatchPtr batch, std::size_t at) {
  co_await deliver(batch->deliveries_[at]);
  batch->end(at);
}

Task<BatchPtr> Courier::start(std::vector<Parcel> parcels) {
  const auto executor = co_await asio::this_coro::executor;
  const auto batch = std::make_shared<Batch>(std::move(parcels));
  for (std::size_t at = 0; at < batch->deliveries().size(); ++at) {
    asio::co_spawn(executor, deliver_into(batch, at), asio::detached);
  }
  co_return batch;
}

}  // namespace dailygrind::push
