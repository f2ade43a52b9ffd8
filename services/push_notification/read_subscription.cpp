#include <algorithm>

#include "platform/core/problem.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"
#include "services/push_notification/views.hpp"

namespace dailygrind::push {

Task<Subscription> read_subscription(Push& push, const Call& call, SubscriptionId id) {
  const auto person = co_await push.repository.person(call.user);
  const auto device = std::ranges::find(person.devices, id, &Device::id);
  if (device == person.devices.end()) throw Problem::not_found();
  co_return view_of(*device);
}

}  // namespace dailygrind::push
