#include "platform/store/memory_store.hpp"

#include "platform/store/contract.hpp"

namespace dailygrind::store {
namespace {

const Backend memory{
    "memory", [](const std::filesystem::path&, const Clock& clock) -> std::unique_ptr<Store> {
      return std::make_unique<MemoryStore>(clock);
    }};

const WalkedBackend walked_memory{"memory", [](const std::filesystem::path&, const Clock& clock) {
                                    auto store = std::make_shared<MemoryStore>(clock);
                                    return Walked{store, store};
                                  }};

INSTANTIATE_TEST_SUITE_P(Memory, WalkerContract, ::testing::Values(walked_memory),
                         ::testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, ::testing::Values(memory),
                         ::testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Memory, StoreQueries, ::testing::Values(memory),
                         ::testing::PrintToStringParamName());

}  // namespace
}  // namespace dailygrind::store
