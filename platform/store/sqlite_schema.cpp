#include "platform/store/sqlite_schema.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace dailygrind::store {
namespace {

// Larger files are not read through at the start: it would take long.
constexpr std::uintmax_t checked_bytes = std::uintmax_t{8} << 20U;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what) {
  throw std::runtime_error{fmt::format("{} {}", path.string(), what)};
}

[[noreturn]] void refuse_damaged(const std::filesystem::path& path, const std::string& how) {
  refuse(path, fmt::format("is damaged ({}); restore it from a backup", how));
}

[[noreturn]] void explain(const std::filesystem::path& path, const SqliteError& error) {
  switch (error.code()) {
    case SQLITE_NOTADB:
      refuse(path, "is not a database; move it away or choose another data folder");
    case SQLITE_CORRUPT:
      refuse_damaged(path, error.what());
    case SQLITE_BUSY:
      refuse(path, "is locked by another program; stop that program first");
    default:
      throw std::runtime_error{fmt::format(
          "cannot open the database ({}); check the folder, its rights and the free space",
          error.what())};
  }
}

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

bool is_new(Connection& connection) {
  return connection.number("SELECT count(*) FROM sqlite_schema") == 0 &&
         connection.number("PRAGMA application_id") == 0;
}

void check_ownership(Connection& connection, const std::filesystem::path& path) {
  if (connection.number("PRAGMA application_id") != sqlite_application_id) {
    refuse(path, "is a database of another program; choose another data folder");
  }
  const auto version = connection.number("PRAGMA user_version");
  if (version > sqlite_layout_version) {
    refuse(path, fmt::format("was written by a newer DailyGrind (layout {}, this one knows {}); "
                             "use that version or restore an older backup",
                             version, sqlite_layout_version));
  }
}

void check_health(Connection& connection, const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::file_size(path, ignored) > checked_bytes) return;
  if (const auto found = connection.text("PRAGMA quick_check(1)"); found != "ok") {
    refuse_damaged(path, found);
  }
}

void configure(Connection& connection, int cache_kib) {
  connection.execute(
      fmt::format("PRAGMA synchronous=FULL; PRAGMA cache_size=-{}; PRAGMA mmap_size=0;"
                  "PRAGMA trusted_schema=OFF; PRAGMA journal_size_limit=67108864",
                  cache_kib));
}

void make_tables(Connection& connection, const SqliteSettings& settings) {
  connection.execute("BEGIN IMMEDIATE");
  for (const std::string& table : settings.tables) {
    connection.execute(fmt::format(
        "CREATE TABLE IF NOT EXISTS \"{0}\" (pk TEXT NOT NULL, sk TEXT NOT NULL,"
        " doc TEXT NOT NULL, expires INTEGER, PRIMARY KEY (pk, sk)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS \"{0}_expires\" ON \"{0}\" (expires)"
        " WHERE expires IS NOT NULL",
        table));
  }
  connection.execute("COMMIT");
}

Connection prepare_database(const SqliteSettings& settings) {
  Connection connection{settings.path, true};
  if (is_new(connection)) {
    connection.execute(
        fmt::format("PRAGMA journal_mode=WAL; PRAGMA application_id={};"
                    "PRAGMA user_version={}",
                    sqlite_application_id, sqlite_layout_version));
  } else {
    check_ownership(connection, settings.path);
    connection.execute("PRAGMA journal_mode=WAL");
    check_health(connection, settings.path);
  }
  configure(connection, 4096);
  make_tables(connection, settings);
  return connection;
}

}  // namespace

Connection open_database(const SqliteSettings& settings) {
  check_names(settings);
  try {
    return prepare_database(settings);
  } catch (const SqliteError& error) {
    explain(settings.path, error);
  }
}

Connection open_reader(const SqliteSettings& settings) {
  Connection connection{settings.path};
  configure(connection, 2048);
  connection.execute("PRAGMA query_only=ON");
  return connection;
}

std::size_t table_index(const SqliteSettings& settings, const std::string& table) {
  const auto found = std::ranges::find(settings.tables, table);
  if (found == settings.tables.end()) throw std::logic_error{"store: unknown table " + table};
  return static_cast<std::size_t>(found - settings.tables.begin());
}

}  // namespace dailygrind::store
