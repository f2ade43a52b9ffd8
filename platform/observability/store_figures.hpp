#pragma once

#include <string>

#include "platform/core/metrics.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::observability {

/// Registers the operation counts of `store` under the label `name`. It must outlive the registry.
void register_store_figures(metrics::Registry& registry, const std::string& name,
                            const store::Store& store);

}  // namespace dailygrind::observability
