#include "services/push_notification/courier.hpp"

#include <algorithm>

#include "platform/core/encoding.hpp"
#include "platform/core/gather.hpp"
#include "platform/core/log.hpp"
#include "services/push_notification/service_counts.hpp"

namespace dailygrind::push {
namespace {

using webpush::Outcome;

webpush::Subscription subscription_of(const Device& device) {
  return {.endpoint = device.endpoint,
          .p256dh = base64url_decode(device.p256dh).value_or(""),
          .auth = base64url_decode(device.auth).value_or(""),
          .vapid_key = device.application_key};
}

bool has_expired(const Device& device, Instant now) {
  return device.expiration_time && instant_of(*device.expiration_time) <= now;
}

void log_failure(const Parcel& parcel, const webpush::Attempt& attempt) {
  log::warning("a push message was not accepted",
               {{"device", std::string_view{parcel.device.id.str()}},
                {"status", std::int64_t{attempt.status}},
                {"outcome", outcome_label(attempt.outcome)},
                {"attempt", std::int64_t{parcel.attempt}},
                {"detail", std::string_view{attempt.detail}}});
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
  const auto origin = webpush::origin_of(delivery.parcel.device.endpoint);
  auto& service = count_of(services, origin.value_or(other_services));
  const auto add = [](std::int64_t& one, std::int64_t& other) {
    ++one;
    ++other;
  };
  if (delivery.outcome == Outcome::throttled) add(throttled, service.throttled);
  if (delivery.parcel.attempt == 1) ++queued;
  if (delivery.fate == Fate::sent) {
    add(sent, service.sent);
    lateness.observe(delivery.late);
  } else if (delivery.fate == Fate::gone) {
    add(gone, service.gone);
  } else if (delivery.fate == Fate::given_up) {
    add(failed, service.failed);
  }
}

Task<Delivery> Courier::deliver_one(Parcel parcel) {
  const auto now = clock_.now();
  Delivery delivery{.parcel = std::move(parcel)};
  const auto& sent = delivery.parcel;
  if (sent.attempt == 1) figures_.queued(1);
  if (has_expired(sent.device, now)) {
    delivery.fate = Fate::gone;
    co_return delivery;
  }
  if (now < sent.ends) {
    const auto attempt = co_await attempt_of(sender_, sent, now);
    read_answer(attempt, delivery);
    delivery.late = std::max(clock_.now() - sent.due, milliseconds{0});
    figures_.attempted(sent.device.endpoint, attempt.outcome, delivery.late);
    if (delivery.fate == Fate::given_up) log_failure(sent, attempt);
  }
  if (delivery.fate == Fate::given_up) figures_.given_up();
  co_return delivery;
}

Task<std::vector<Delivery>> Courier::deliver(std::vector<Parcel> parcels) {
  std::vector<Task<Delivery>> tasks;
  tasks.reserve(parcels.size());
  for (auto& parcel : parcels) tasks.push_back(deliver_one(std::move(parcel)));
  return gather(std::move(tasks));
}

}  // namespace dailygrind::push
