#include "platform/store/sqlite_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "platform/sqlite/file.hpp"

namespace dailygrind::store {
namespace {

constexpr int writer_cache_kib = 4096;
constexpr int reader_cache_kib = 2048;

void check_names(const SqliteSettings& settings) {
  for (const std::string& table : settings.tables) {
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (table.empty() || !std::ranges::all_of(table, plain) || table[0] < 'a') {
      throw std::logic_error{"store: not a table name: " + table};
    }
  }
}

void make_tables(sqlite::Connection& connection, const SqliteSettings& settings) {
  for (const std::string& table : settings.tables) {
    connection.execute(fmt::format(
        "CREATE TABLE IF NOT EXISTS \"{0}\" (pk TEXT NOT NULL, sk TEXT NOT NULL,"
        " doc TEXT NOT NULL, expires INTEGER, PRIMARY KEY (pk, sk)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS \"{0}_expires\" ON \"{0}\" (expires)"
        " WHERE expires IS NOT NULL",
        table));
  }
}

}  // namespace

sqlite::Connection open_database(const SqliteSettings& settings) {
  check_names(settings);
  return sqlite::open_file(
      settings.path, {sqlite_application_id, sqlite_layout_version}, writer_cache_kib,
      [&](sqlite::Connection& connection) { make_tables(connection, settings); });
}

sqlite::Connection open_reader(const SqliteSettings& settings) {
  return sqlite::open_reading(settings.path, reader_cache_kib);
}

std::size_t table_index(const SqliteSettings& settings, const std::string& table) {
  const auto found = std::ranges::find(settings.tables, table);
  if (found == settings.tables.end()) throw std::logic_error{"store: unknown table " + table};
  return static_cast<std::size_t>(found - settings.tables.begin());
}

}  // namespace dailygrind::store
