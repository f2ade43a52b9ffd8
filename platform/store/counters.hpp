#pragma once

#include "platform/core/metrics.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::store {

/// The adapters' side of Statistics. Lock-free.
struct Counters {
  metrics::Counter gets;
  metrics::Counter batch_gets;
  metrics::Counter batch_items;
  metrics::Counter queries;
  metrics::Counter transactions;
  metrics::Counter writes;
  metrics::Counter cache_hits;

  [[nodiscard]] Statistics read() const {
    return {.gets = gets.value(),
            .batch_gets = batch_gets.value(),
            .batch_items = batch_items.value(),
            .queries = queries.value(),
            .transactions = transactions.value(),
            .writes = writes.value(),
            .cache_hits = cache_hits.value()};
  }
};

}  // namespace dailygrind::store
