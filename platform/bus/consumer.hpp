#pragma once

#include <functional>
#include <string>

#include "platform/bus/bus.hpp"

namespace dailygrind::bus {

/// Handles one event. Returning acknowledges it; throwing rejects it with the exception's text.
using EventHandler = std::function<Task<>(const Event&)>;

/// Receives from `queue` and hands each delivery to `handler`, up to `parallel` at once, until
/// cancelled. Failures of the bus are logged and retried with back-off.
Task<> consume(Bus& bus, std::string queue, EventHandler handler, std::size_t parallel = 1);

/// Handles what is waiting now and returns how many deliveries succeeded; for tests and draining.
Task<std::size_t> consume_waiting(Bus& bus, std::string queue, EventHandler handler);

}  // namespace dailygrind::bus
