#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/core/task.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::store {

/// Reads whole tables, for what moves or checks all there is. It is no part of `Store`, because
/// nothing that a user asks for may cost more as the total grows. Thread-safe unless an adapter
/// says otherwise.
///
/// Errors: as `Store`; an item that cannot be read throws Problem::unavailable with its key.
class Walker {
 public:
  struct Stretch {
    std::vector<ItemPtr> items;
    std::string next;  ///< what to pass as `after`; "" at the end
  };

  virtual ~Walker() = default;

  /// At most `limit` items, possibly none before the end, in an order of the adapter's own, after
  /// `after` ("" is the beginning; else the `next` of an earlier stretch, of an earlier process
  /// too). What is there from the first stretch to the last comes once; what is written meanwhile
  /// may come. Expired items are left out.
  virtual Task<Stretch> walk(std::string table, std::string after, std::size_t limit) = 0;
};

}  // namespace dailygrind::store
