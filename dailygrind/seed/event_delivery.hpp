#pragma once

#include <functional>

#include "platform/bus/bus.hpp"
#include "platform/bus/outbox.hpp"
#include "services/post/posts.hpp"

namespace dailygrind::seed {

/// Relays everything in the outbox and handles it as the post service does, until its queue is
/// empty; calls `handled` after each event. Throws what the store or the bus throws, and
/// std::runtime_error where an event ends as a dead letter.
Task<> deliver(bus::Bus& bus, bus::Outbox& outbox, post::Posts& posts,
               std::function<void()> handled);

}  // namespace dailygrind::seed
