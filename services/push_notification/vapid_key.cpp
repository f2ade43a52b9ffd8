#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {

Task<VapidKey> vapid_key(Push& push, const Call& /*call*/) {
  co_return VapidKey{push.settings.application_key()};
}

}  // namespace dailygrind::push
