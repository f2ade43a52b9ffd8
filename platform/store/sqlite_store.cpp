#include "platform/store/sqlite_store.hpp"

#include <boost/asio/this_coro.hpp>
#include <utility>

#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/store/file_lock.hpp"
#include "platform/store/sqlite_readers.hpp"
#include "platform/store/sqlite_schema.hpp"
#include "platform/store/sqlite_writer.hpp"

namespace dailygrind::store {
namespace {

std::filesystem::path lock_path(const SqliteSettings& settings) {
  return std::filesystem::path{settings.path}.replace_extension(".lock");
}

/// Exclusive: held as long as the store. Shared: only so that two processes do not make the file
/// at the same time.
FileLock::Wait lock_wait(const SqliteSettings& settings) {
  return settings.mode == SqliteSettings::Mode::shared ? FileLock::Wait::yes : FileLock::Wait::no;
}

class SqliteStore final : public Store {
 private:
  template <typename Read>
  auto read(Read read_with) {
    try {
      return read_with(readers_.here());
    } catch (const sqlite::Error& error) {
      log::error("a read failed", {{"why", std::string_view{error.what()}}});
      throw Problem::unavailable(error.what());
    }
  }

 public:
  SqliteStore(SqliteSettings settings, const Clock& clock)
      : settings_(std::move(settings)),
        lock_(FileLock{lock_path(settings_), lock_wait(settings_)}),
        writer_(settings_, clock, stamps(), open_database(settings_)),
        readers_(settings_, clock, stamps(), counters_) {
    if (is_shared()) lock_.reset();
  }

  Task<ItemPtr> get(Key key) override {
    check_limits(key);
    counters_.gets.add();
    const auto loop = co_await boost::asio::this_coro::executor;
    co_return read([&](SqliteReader& reader) { return reader.get(key, loop); });
  }

  Task<std::vector<ItemPtr>> batch_get(std::vector<Key> keys) override {
    for (const Key& key : keys) check_limits(key);
    counters_.batch_gets.add();
    counters_.batch_items.add(keys.size());
    const auto loop = co_await boost::asio::this_coro::executor;
    co_return read([&](SqliteReader& reader) {
      std::vector<ItemPtr> items;
      items.reserve(keys.size());
      for (const Key& key : keys) items.push_back(reader.get(key, loop));
      return items;
    });
  }

  Task<Page> query(Query query) override {
    check_limits(query);
    counters_.queries.add();
    const auto loop = co_await boost::asio::this_coro::executor;
    co_return read([&](SqliteReader& reader) { return reader.query(query, loop); });
  }

  Task<WriteResult> write(std::vector<Write> writes) override {
    check_limits(writes);
    for (const Write& write : writes) (void)table_index(settings_, key_of(write).table);
    counters_.transactions.add();
    counters_.writes.add(writes.size());
    co_return co_await writer_.write(std::move(writes));
  }

  [[nodiscard]] Statistics statistics() const override { return counters_.read(); }

 private:
  [[nodiscard]] bool is_shared() const { return settings_.mode == SqliteSettings::Mode::shared; }
  [[nodiscard]] ChangeStamps* stamps() { return is_shared() ? nullptr : &stamps_; }

  const SqliteSettings settings_;
  std::optional<FileLock> lock_;
  ChangeStamps stamps_;
  Counters counters_;
  SqliteWriter writer_;
  SqliteReaders readers_;
};

}  // namespace

std::unique_ptr<Store> open_sqlite_store(SqliteSettings settings, const Clock& clock) {
  return std::make_unique<SqliteStore>(std::move(settings), clock);
}

}  // namespace dailygrind::store
