#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "platform/store/store.hpp"

namespace dailygrind::store::dynamodb {

/// Puts the reads by key that begin in one turn of an event loop into one call, as the DataLoader
/// of GraphQL servers does: a request and the look at its caller's account, or requests that came
/// together, cost one call and not one each. Each key is asked for once. Thread-safe.
class Batcher {
 public:
  /// DynamoDB's limit for one BatchGetItem.
  static constexpr std::size_t most_keys = 100;

  /// Reads 1 to `most_keys` keys, all different; the items that are there, in any order. What it
  /// uses must outlive the calls.
  using Fetch = std::function<Task<std::vector<ItemPtr>>(std::vector<Key>)>;

  explicit Batcher(Fetch fetch);
  ~Batcher();
  Batcher(const Batcher&) = delete;
  Batcher& operator=(const Batcher&) = delete;

  /// In the order of `keys`, null where there is none. Throws what the fetch threw: whoever shares
  /// a call shares its failure. A caller who is cancelled takes nothing from the others.
  Task<std::vector<ItemPtr>> get(std::vector<Key> keys);

 private:
  struct Batch;
  struct State;
  class Fetching;
  struct Places;

  static Task<void> fetch(std::unique_ptr<Fetching> fetching);

  const std::shared_ptr<State> state_;
};

}  // namespace dailygrind::store::dynamodb
