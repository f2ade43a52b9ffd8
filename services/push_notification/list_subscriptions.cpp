#include <algorithm>

#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"
#include "services/push_notification/views.hpp"

namespace dailygrind::push {

Task<Paged<Subscription>> list_subscriptions(Push& push, const Call& call, Page page) {
  auto person = co_await push.repository.person(call.user);
  std::ranges::sort(person.devices, {}, &Device::id);
  Paged<Subscription> list;
  for (const auto& device : person.devices) {
    if (device.id.str() <= page.after) continue;
    if (list.items.size() == page.limit) {
      list.next = list.items.back().subscription_id.str();
      break;
    }
    list.items.push_back(view_of(device));
  }
  co_return list;
}

}  // namespace dailygrind::push
