#pragma once

#include <vector>

#include "platform/store/dynamodb_batcher.hpp"
#include "platform/store/dynamodb_calls.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::store::dynamodb {

/// The port's reads, each consistent. Thread-safe; must outlive its calls.
class Reader {
 public:
  Reader(Calls& calls, const Clock& clock)
      : calls_(calls),
        clock_(clock),
        batcher_([this](std::vector<Key> keys) { return fetch(std::move(keys)); }) {}

  Task<ItemPtr> get(Key key);
  Task<std::vector<ItemPtr>> batch_get(std::vector<Key> keys);
  Task<Page> query(Query query);

 private:
  /// In one call.
  Task<std::vector<ItemPtr>> fetch(std::vector<Key> keys);
  Task<std::vector<ItemPtr>> get_some(std::vector<Key> keys);
  /// Null where it has expired.
  [[nodiscard]] ItemPtr visible(const std::string& table, const boost::json::object& stored) const;

  Calls& calls_;
  const Clock& clock_;
  Batcher batcher_;
};

}  // namespace dailygrind::store::dynamodb
