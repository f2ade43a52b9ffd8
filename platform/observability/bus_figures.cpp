#include "platform/observability/bus_figures.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include "platform/core/log.hpp"
#include "platform/observability/pause.hpp"

namespace dailygrind::observability {
namespace {

metrics::Gauge& events(metrics::Registry& registry, const std::string& queue, const char* state) {
  return registry.gauge("dailygrind_bus_events", "Events in a queue.",
                        {{"queue", queue}, {"state", state}});
}

struct QueueGauges {
  QueueGauges(metrics::Registry& registry, std::string queue_name)
      : queue(std::move(queue_name)),
        waiting(events(registry, queue, "waiting")),
        in_flight(events(registry, queue, "in_flight")),
        dead(events(registry, queue, "dead")),
        oldest(registry.gauge("dailygrind_bus_oldest_seconds",
                              "Age of the oldest waiting event of a queue.", {{"queue", queue}})) {}

  void set(const bus::QueueFigures& figures, Instant now) {
    waiting.set(static_cast<std::int64_t>(figures.waiting));
    in_flight.set(static_cast<std::int64_t>(figures.in_flight));
    dead.set(static_cast<std::int64_t>(figures.dead));
    const auto age = std::chrono::floor<std::chrono::seconds>(now - figures.oldest.value_or(now));
    oldest.set(std::max<std::int64_t>(0, age.count()));
  }

  std::string queue;
  metrics::Gauge& waiting;
  metrics::Gauge& in_flight;
  metrics::Gauge& dead;
  metrics::Gauge& oldest;
};

Task<> read_figures(std::vector<QueueGauges>& gauges, bus::Bus& bus, const Clock& clock) {
  try {
    for (auto& gauge : gauges) gauge.set(co_await bus.figures(gauge.queue), clock.now());
  } catch (const std::exception& failure) {
    log::warning("no figures of the bus", {{"cause", std::string_view{failure.what()}}});
  }
}

}  // namespace

Task<> watch_bus(metrics::Registry& registry, bus::Bus& bus, std::vector<std::string> queues,
                 const Clock& clock, std::chrono::milliseconds interval) {
  std::vector<QueueGauges> gauges;
  for (const auto& queue : queues) gauges.emplace_back(registry, queue);
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  do {
    co_await read_figures(gauges, bus, clock);
  } while (co_await pause(timer, interval));
}

bus::ConsumerCounters consumer_counters(metrics::Registry& registry, const std::string& queue) {
  const auto counter = [&](const char* outcome) {
    return &registry.counter("dailygrind_bus_deliveries_total", "Deliveries of events by outcome.",
                             {{"queue", queue}, {"outcome", outcome}});
  };
  return {.handled = counter("handled"), .failed = counter("failed")};
}

}  // namespace dailygrind::observability
