#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/bus/consumer.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/task.hpp"

namespace dailygrind::observability {

/// Reads the figures of these queues into gauges, now and every `interval`, until cancelled. A bus
/// that does not answer leaves the old figures and a line in the log. All references must outlive
/// the task.
Task<> watch_bus(metrics::Registry& registry, bus::Bus& bus, std::vector<std::string> queues,
                 const Clock& clock, std::chrono::milliseconds interval = std::chrono::seconds{5});

/// Where the consumer of `queue` counts; they live as long as the registry.
bus::ConsumerCounters consumer_counters(metrics::Registry& registry, const std::string& queue);

}  // namespace dailygrind::observability
