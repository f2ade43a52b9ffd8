#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/bus/consumer.hpp"
#include "platform/bus/outbox.hpp"

namespace dailygrind::seed {

/// A service's queue and what it does with its events.
struct Consumer {
  std::string queue;
  bus::EventHandler handle;
};

/// Relays everything in the outbox and handles it as the services do, until their queues are empty;
/// calls `handled` after each event. Throws what the store or the bus throws, and
/// std::runtime_error where an event ends as a dead letter.
Task<> deliver(bus::Bus& bus, bus::Outbox& outbox, std::vector<Consumer> consumers,
               std::function<void()> handled);

}  // namespace dailygrind::seed
