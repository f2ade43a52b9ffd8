#include "platform/bus/memory_bus.hpp"

#include <map>

#include "platform/bus/memory_queue.hpp"

namespace dailygrind::bus {

struct MemoryBus::State {
  State(Topology topology, QueueSettings with, const Clock& clock, Random& random)
      : routes(std::move(topology)), settings(with) {
    for (const auto& name : routes.queues()) queues.try_emplace(name, settings, clock, random);
  }

  MemoryQueue& queue(const std::string& name) {
    routes.require(name);
    return queues.find(name)->second;
  }

  Routes routes;
  QueueSettings settings;
  std::map<std::string, MemoryQueue> queues;
};

MemoryBus::MemoryBus(Topology topology, QueueSettings settings, const Clock& clock, Random& random)
    : state_(std::make_unique<State>(std::move(topology), settings, clock, random)) {}

MemoryBus::~MemoryBus() = default;

Task<> MemoryBus::publish(std::vector<Event> events) {
  check_events(events);
  for (const auto& event : events) {
    for (const auto& target : state_->routes.targets(event)) state_->queue(target).add(event);
  }
  co_return;
}

Task<std::vector<Delivery>> MemoryBus::receive(std::string queue, std::size_t max,
                                               milliseconds wait) {
  auto& from = state_->queue(queue);
  const auto look = [&from, max]() -> Task<Look> { co_return from.look(max); };
  co_return co_await long_poll(from.bell(), wait, look);
}

Task<> MemoryBus::acknowledge(std::string queue, std::vector<std::string> receipts) {
  auto& from = state_->queue(queue);
  for (const auto& receipt : Receipt::parse_all(receipts)) from.acknowledge(receipt);
  co_return;
}

Task<> MemoryBus::extend(std::string queue, std::vector<std::string> receipts) {
  auto& from = state_->queue(queue);
  for (const auto& receipt : Receipt::parse_all(receipts)) from.extend(receipt);
  co_return;
}

milliseconds MemoryBus::visibility() const { return state_->settings.visibility; }

Task<> MemoryBus::reject(std::string queue, std::string receipt, std::string reason) {
  auto& from = state_->queue(queue);
  if (const auto parsed = Receipt::parse(receipt)) from.reject(*parsed, std::move(reason));
  co_return;
}

Task<QueueFigures> MemoryBus::figures(std::string queue) {
  co_return state_->queue(queue).figures();
}

std::vector<std::string> MemoryBus::queues() const { return state_->routes.queues(); }

Task<std::vector<Bus::DeadLetter>> MemoryBus::dead_letters(std::string queue, std::string after,
                                                           std::size_t limit) {
  co_return state_->queue(queue).dead_letters(after, limit);
}

Task<std::size_t> MemoryBus::replay(std::string queue, std::string event_id) {
  co_return state_->queue(queue).replay(event_id);
}

}  // namespace dailygrind::bus
