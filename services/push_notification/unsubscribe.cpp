#include "platform/core/problem.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {

Task<NoContent> unsubscribe(Push& push, const Call& call, SubscriptionId id) {
  if (!co_await push.repository.remove_device(call.user, id)) throw Problem::not_found();
  co_return NoContent{};
}

}  // namespace dailygrind::push
