#pragma once

#include "platform/bus/bus.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::push {

struct Push;

/// Handles one event of the queue `events::push_service_queue`. An event that comes twice, late or
/// after newer ones changes nothing; types of other services are ignored. Throws what the store
/// throws, and Problem where the event cannot be read: it then comes again.
Task<> on_event(Push& push, const bus::Event& event);

}  // namespace dailygrind::push
