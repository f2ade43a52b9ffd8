#pragma once

#include <memory>

#include "platform/bus/bus.hpp"
#include "platform/core/random.hpp"

namespace dailygrind::bus {

/// The bus in the memory of one process: for tests and simulations. Everything is lost with it.
/// `clock` and `random` must outlive it.
class MemoryBus final : public Bus {
 public:
  MemoryBus(Topology topology, QueueSettings settings, const Clock& clock, Random& random);
  ~MemoryBus() override;

  Task<> publish(std::vector<Event> events) override;
  Task<std::vector<Delivery>> receive(std::string queue, std::size_t max,
                                      milliseconds wait) override;
  Task<> acknowledge(std::string queue, std::vector<std::string> receipts) override;
  Task<> reject(std::string queue, std::string receipt, std::string reason) override;
  Task<> extend(std::string queue, std::vector<std::string> receipts) override;
  [[nodiscard]] milliseconds visibility() const override;
  Task<QueueFigures> figures(std::string queue) override;
  [[nodiscard]] std::vector<std::string> queues() const override;
  Task<std::vector<DeadLetter>> dead_letters(std::string queue, std::string after,
                                             std::size_t limit) override;
  Task<std::size_t> replay(std::string queue, std::string event_id) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::bus
