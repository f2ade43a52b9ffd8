#pragma once

#include <functional>
#include <string>

#include "platform/bus/bus.hpp"
#include "platform/core/metrics.hpp"

namespace dailygrind::bus {

/// Handles one event. Returning acknowledges it; throwing rejects it with the exception's text.
using EventHandler = std::function<Task<>(const Event&)>;

/// Where a consumer counts; null counts nothing.
struct ConsumerCounters {
  metrics::Counter* handled = nullptr;
  metrics::Counter* failed = nullptr;
};

/// Receives from `queue` and hands each delivery to `handler`, up to `parallel` at once, on the
/// executor of the caller, until cancelled. Then it receives nothing more, lets the handlers that
/// have begun finish and returns. Failed events are logged; failures of the bus are logged and
/// retried with back-off. `bus` and the counters must outlive it.
///
/// A handler may take longer than the visibility time-out: its delivery is extended until ten of
/// them have passed. Then the handler is taken to hang, and the event comes again.
Task<> consume(Bus& bus, std::string queue, EventHandler handler, std::size_t parallel = 1,
               ConsumerCounters counters = {});

/// Handles what is waiting now and returns how many deliveries succeeded; for tests and draining.
/// Failures of the bus are thrown.
Task<std::size_t> consume_waiting(Bus& bus, std::string queue, EventHandler handler);

}  // namespace dailygrind::bus
