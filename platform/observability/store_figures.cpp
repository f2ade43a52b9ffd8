#include "platform/observability/store_figures.hpp"

#include <cstdint>

namespace dailygrind::observability {
namespace {

using store::Statistics;

struct Row {
  const char* metric;
  const char* help;
  const char* operation;  ///< null: no such label
  std::uint64_t Statistics::* count;
};

constexpr const char* operations = "dailygrind_store_operations_total";
constexpr const char* operations_help = "Calls of a store.";
constexpr const char* items = "dailygrind_store_items_total";
constexpr const char* items_help = "Single items within the calls of a store.";

constexpr Row rows[] = {
    {operations, operations_help, "get", &Statistics::gets},
    {operations, operations_help, "batch_get", &Statistics::batch_gets},
    {operations, operations_help, "query", &Statistics::queries},
    {operations, operations_help, "write", &Statistics::transactions},
    {items, items_help, "batch_get", &Statistics::batch_items},
    {items, items_help, "write", &Statistics::writes},
    {"dailygrind_store_cache_hits_total", "Reads that the item cache answered.", nullptr,
     &Statistics::cache_hits},
};

}  // namespace

void register_store_figures(metrics::Registry& registry, const std::string& name,
                            const store::Store& store) {
  for (const auto& row : rows) {
    metrics::Labels labels{{"store", name}};
    if (row.operation != nullptr) labels.emplace_back("operation", row.operation);
    registry.sampled(
        row.metric, row.help,
        [&store, count = row.count] { return static_cast<double>(store.statistics().*count); },
        std::move(labels));
  }
}

}  // namespace dailygrind::observability
