#pragma once

#include "platform/bus/bus.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::push {

struct Push;

/// Whether an event of that type tells somebody something. What came at the same time and says who
/// people are, and whom they block, is better handled first.
[[nodiscard]] bool is_news(const bus::Event& event);

/// Handles one event of the queue `events::push_service_queue`. An event that comes twice, late or
/// after newer ones changes nothing; types of other services are ignored. Throws what the store
/// throws, and Problem where the event cannot be read: it then comes again.
Task<> on_event(Push& push, const bus::Event& event);

}  // namespace dailygrind::push
