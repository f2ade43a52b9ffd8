#pragma once

#include <cstdint>
#include <ostream>
#include <utility>

#include "platform/store/store.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::testing {

/// Store operations of one call.
struct Cost {
  std::uint64_t gets = 0;
  std::uint64_t batches = 0;
  std::uint64_t queries = 0;
  std::uint64_t transactions = 0;
  bool operator==(const Cost&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Cost& cost) {
  return out << cost.gets << " gets, " << cost.batches << " batches, " << cost.queries
             << " queries, " << cost.transactions << " transactions";
}

/// Runs `task` and counts what it asks of `store`, which nobody else uses meanwhile.
template <typename T>
Cost cost_of(const store::Store& store, Task<T> task) {
  const auto before = store.statistics();
  run(std::move(task));
  const auto after = store.statistics();
  return {after.gets - before.gets, after.batch_gets - before.batch_gets,
          after.queries - before.queries, after.transactions - before.transactions};
}

}  // namespace dailygrind::testing
