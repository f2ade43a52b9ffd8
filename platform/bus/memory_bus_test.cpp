#include "platform/bus/memory_bus.hpp"

#include "platform/bus/contract.hpp"

namespace dailygrind::bus {
namespace {

std::unique_ptr<Bus> open(const Setting& setting) {
  return std::make_unique<MemoryBus>(setting.topology, setting.queues, setting.clock,
                                     setting.random);
}

INSTANTIATE_TEST_SUITE_P(Adapters, BusContract, ::testing::Values(Backend{"memory", open}),
                         backend_name);

}  // namespace
}  // namespace dailygrind::bus
