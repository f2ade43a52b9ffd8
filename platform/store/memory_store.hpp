#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "platform/core/clock.hpp"
#include "platform/store/counters.hpp"
#include "platform/store/store.hpp"
#include "platform/store/walker.hpp"

namespace dailygrind::store {

/// Keeps everything in memory, for tests and simulations: the reference for what the port means.
/// Tables need no declaration. `clock` must outlive the store. Never suspends its caller.
class MemoryStore final : public Store, public Walker {
 public:
  explicit MemoryStore(const Clock& clock) : clock_(clock) {}

  Task<ItemPtr> get(Key key) override;
  Task<std::vector<ItemPtr>> batch_get(std::vector<Key> keys) override;
  Task<Page> query(Query query) override;
  Task<WriteResult> write(std::vector<Write> writes) override;
  Task<Stretch> walk(std::string table, std::string after, std::size_t limit) override;
  [[nodiscard]] Statistics statistics() const override { return counters_.read(); }

 private:
  using Partition = std::map<std::string, ItemPtr>;

  [[nodiscard]] ItemPtr find(const Key& key, Instant now) const;
  [[nodiscard]] WriteResult check(const std::vector<Write>& writes, Instant now) const;
  void store(const Key& key, ItemPtr item);
  WriteResult commit(const std::vector<Write>& writes);
  [[nodiscard]] Page collect(const Query& query) const;

  const Clock& clock_;
  Counters counters_;
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Partition> partitions_;
};

}  // namespace dailygrind::store
