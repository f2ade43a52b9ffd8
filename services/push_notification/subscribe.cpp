#include "platform/core/encoding.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/webpush/endpoint.hpp"
#include "platform/webpush/recipient.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {
namespace {

/// In the one form in which they are compared: base64url without padding.
std::string unpadded(std::string text) {
  while (text.ends_with('=')) text.pop_back();
  return text;
}

void demand_good_keys(const SubscriptionKeys& keys) {
  const auto p256dh = base64url_decode(keys.p256dh);
  const auto auth = base64url_decode(keys.auth);
  if (!p256dh) throw Problem::invalid("/keys/p256dh", "must be base64url");
  if (!auth) throw Problem::invalid("/keys/auth", "must be base64url");
  const auto recipient = webpush::Recipient::parse(*p256dh, *auth);
  if (recipient) return;
  const bool point = recipient.error() == webpush::KeyFlaw::public_key;
  throw Problem::invalid(point ? "/keys/p256dh" : "/keys/auth",
                         std::string{webpush::detail_of(recipient.error())});
}

Task<> demand_good_endpoint(const Settings& settings, const std::string& endpoint) {
  auto flaw = webpush::check_endpoint(endpoint, settings.local_allowed);
  if (!flaw.empty()) throw Problem::invalid("/endpoint", std::move(flaw));
  if (settings.local_allowed || !settings.resolves_publicly) co_return;
  if (co_await settings.resolves_publicly(endpoint)) co_return;
  throw Problem::invalid("/endpoint", "must be at a public address");
}

}  // namespace

Task<Created<Subscription>> subscribe(Push& push, const Call& call, NewSubscription wanted) {
  wanted.keys = {unpadded(std::move(wanted.keys.p256dh)), unpadded(std::move(wanted.keys.auth))};
  demand_good_keys(wanted.keys);
  co_await demand_good_endpoint(push.settings, wanted.endpoint);
  const auto now = push.clock.now();
  auto before = co_await push.repository.owner_of(wanted.endpoint, wanted.keys);
  Device device{.id = SubscriptionId{uuid_v7(now, push.random)},
                .endpoint = std::move(wanted.endpoint),
                .p256dh = std::move(wanted.keys.p256dh),
                .auth = std::move(wanted.keys.auth),
                .application_key = push.settings.application_key(),
                .expiration_time = wanted.expiration_time,
                .renewed = format_timestamp(now)};
  auto added = co_await push.repository.add_device(call.user, std::move(device), std::move(before));
  auto location = "/push-notifications/" + added.subscription.subscription_id.str();
  co_return Created<Subscription>{std::move(added.subscription), std::move(location), added.is_new};
}

}  // namespace dailygrind::push
