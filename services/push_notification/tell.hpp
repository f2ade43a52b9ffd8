#pragma once

#include <string>

#include "platform/bus/bus.hpp"
#include "platform/core/task.hpp"
#include "services/push_notification/contract.hpp"

namespace dailygrind::push {

struct Push;

/// What somebody did that somebody else may want to hear of.
struct Deed {
  NotificationType type = NotificationType::request;
  UserId to;
  UserId by;
  std::string by_name;  ///< where the doer's profile is not known here
  std::string post;     ///< "" is none
};

/// Puts a deed into the inbox of `deed.to` and sends it to all devices, once an event. Says nothing
/// where the preferences do not want it, to and of people who are deleted or disabled, between
/// people of whom one blocks the other, of a like by somebody who was told of already, and of what
/// is longer ago than the inbox goes back. Likes of one post are one entry, which comes up again
/// with each.
Task<> tell(Push& push, const bus::Event& event, const Deed& deed);

}  // namespace dailygrind::push
