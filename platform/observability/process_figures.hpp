#pragma once

#include "platform/core/metrics.hpp"

namespace dailygrind::observability {

/// Registers memory, CPU time, file descriptors, threads and start time under the names that all
/// Prometheus clients use. They are read from /proc at each scrape; what cannot be read is NaN.
void register_process_figures(metrics::Registry& registry);

}  // namespace dailygrind::observability
