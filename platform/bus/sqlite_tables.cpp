#include "platform/bus/sqlite_tables.hpp"

#include "platform/sqlite/file.hpp"
#include "platform/store/file_lock.hpp"

namespace dailygrind::bus {
namespace {

constexpr int cache_kib = 2048;

void make_tables(sqlite::Connection& connection) {
  // AUTOINCREMENT: a place must never name two messages, because receipts contain it.
  connection.execute(
      "CREATE TABLE IF NOT EXISTS messages ("
      " place INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL,"
      " stage INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0,"
      " attempts INTEGER NOT NULL DEFAULT 0,"
      " id TEXT NOT NULL, topic TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL,"
      " data TEXT NOT NULL, occurred INTEGER NOT NULL, traceparent TEXT NOT NULL) STRICT;"
      "CREATE INDEX IF NOT EXISTS messages_order ON messages (queue, stage, due, place);"
      "CREATE TABLE IF NOT EXISTS dead_letters ("
      " queue TEXT NOT NULL, id TEXT NOT NULL, topic TEXT NOT NULL, type TEXT NOT NULL,"
      " version INTEGER NOT NULL, data TEXT NOT NULL, occurred INTEGER NOT NULL,"
      " traceparent TEXT NOT NULL, reason TEXT NOT NULL, attempts INTEGER NOT NULL,"
      " died INTEGER NOT NULL, PRIMARY KEY (queue, id)) STRICT, WITHOUT ROWID");
}

}  // namespace

sqlite::Connection open_events(const std::filesystem::path& path) {
  // Only so that two processes do not make the file at the same time.
  const store::FileLock opening{std::filesystem::path{path}.replace_extension(".lock"),
                                store::FileLock::Wait::yes};
  return sqlite::open_file(path, {events_application_id, events_layout_version}, cache_kib,
                           make_tables);
}

}  // namespace dailygrind::bus
