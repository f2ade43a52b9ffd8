#include "platform/store/dynamodb_store.hpp"

#include "platform/store/counters.hpp"
#include "platform/store/dynamodb_calls.hpp"
#include "platform/store/dynamodb_reader.hpp"
#include "platform/store/dynamodb_writer.hpp"

namespace dailygrind::store {
namespace {

class DynamodbStore final : public Store {
 public:
  DynamodbStore(aws::Client& dynamodb, const Clock& clock, Random& random,
                metrics::Registry& metrics, DynamodbSettings settings)
      : calls_(dynamodb, random, metrics, std::move(settings)),
        reader_(calls_, clock),
        writer_(calls_, reader_, clock) {}

  Task<ItemPtr> get(Key key) override {
    check_limits(key);
    counters_.gets.add();
    co_return co_await reader_.get(std::move(key));
  }

  Task<std::vector<ItemPtr>> batch_get(std::vector<Key> keys) override {
    for (const Key& key : keys) check_limits(key);
    counters_.batch_gets.add();
    counters_.batch_items.add(keys.size());
    co_return co_await reader_.batch_get(std::move(keys));
  }

  Task<Page> query(Query query) override {
    check_limits(query);
    counters_.queries.add();
    co_return co_await reader_.query(std::move(query));
  }

  Task<WriteResult> write(std::vector<Write> writes) override {
    check_limits(writes);
    counters_.transactions.add();
    counters_.writes.add(writes.size());
    co_return co_await writer_.write(std::move(writes));
  }

  [[nodiscard]] Statistics statistics() const override { return counters_.read(); }

 private:
  Counters counters_;
  dynamodb::Calls calls_;
  dynamodb::Reader reader_;
  dynamodb::Writer writer_;
};

}  // namespace

std::unique_ptr<Store> make_dynamodb_store(aws::Client& dynamodb, const Clock& clock,
                                           Random& random, metrics::Registry& metrics,
                                           DynamodbSettings settings) {
  return std::make_unique<DynamodbStore>(dynamodb, clock, random, metrics, std::move(settings));
}

}  // namespace dailygrind::store
