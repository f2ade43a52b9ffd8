#pragma once

#include "platform/bus/bus.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::post {

struct Posts;

/// Handles one event of the queue `events::post_service_queue`. An event that comes twice, late or
/// after newer ones changes nothing; types of other services are ignored. Throws what the store
/// throws, and Problem where the event cannot be read: it then comes again.
Task<> on_user_event(Posts& posts, const bus::Event& event);

}  // namespace dailygrind::post
