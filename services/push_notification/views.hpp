#pragma once

#include "services/push_notification/contract.hpp"
#include "services/push_notification/records.hpp"

namespace dailygrind::push {

/// What its owner sees of a device: no keys.
inline Subscription view_of(const Device& device) {
  return {.subscription_id = device.id,
          .endpoint = device.endpoint,
          .expiration_time = device.expiration_time,
          .timestamp = device.renewed,
          .last_test = device.last_test};
}

}  // namespace dailygrind::push
