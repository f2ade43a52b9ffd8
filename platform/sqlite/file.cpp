#include "platform/sqlite/file.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>
#include <system_error>

namespace dailygrind::sqlite {
namespace {

// Larger files are not read through at the start: it would take long.
constexpr std::uintmax_t checked_bytes = std::uintmax_t{8} << 20U;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what) {
  throw std::runtime_error{fmt::format("{} {}", path.string(), what)};
}

[[noreturn]] void refuse_damaged(const std::filesystem::path& path, const std::string& how) {
  // SQLite tells of some damage in several lines, after a heading.
  const auto last = how.find_last_not_of('\n');
  const auto line = how.substr(0, last + 1);
  refuse(path, fmt::format("is damaged ({}); restore it from a backup",
                           line.substr(line.find_last_of('\n') + 1)));
}

[[noreturn]] void explain(const std::filesystem::path& path, const Error& error) {
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

bool is_new(Connection& connection) {
  return connection.number("SELECT count(*) FROM sqlite_schema") == 0 &&
         connection.number("PRAGMA application_id") == 0;
}

void check_ownership(Connection& connection, const std::filesystem::path& path, const Kind& kind) {
  if (connection.number("PRAGMA application_id") != kind.application_id) {
    refuse(path, "is a database of another program; choose another data folder");
  }
  const auto version = connection.number("PRAGMA user_version");
  if (version > kind.layout_version) {
    refuse(path, fmt::format("was written by a newer DailyGrind (layout {}, this one knows {}); "
                             "use that version or restore an older backup",
                             version, kind.layout_version));
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

Connection prepare(const std::filesystem::path& path, const Kind& kind, int cache_kib,
                   const std::function<void(Connection&)>& make_tables) {
  Connection connection{path, true};
  if (is_new(connection)) {
    connection.execute(
        fmt::format("PRAGMA journal_mode=WAL; PRAGMA application_id={};"
                    "PRAGMA user_version={}",
                    kind.application_id, kind.layout_version));
  } else {
    check_ownership(connection, path, kind);
    connection.execute("PRAGMA journal_mode=WAL");
    check_health(connection, path);
  }
  configure(connection, cache_kib);
  connection.execute("BEGIN IMMEDIATE");
  make_tables(connection);
  connection.execute("COMMIT");
  return connection;
}

}  // namespace

Connection open_file(const std::filesystem::path& path, const Kind& kind, int cache_kib,
                     const std::function<void(Connection&)>& make_tables) {
  try {
    return prepare(path, kind, cache_kib, make_tables);
  } catch (const Error& error) {
    explain(path, error);
  }
}

Connection open_reading(const std::filesystem::path& path, int cache_kib) {
  Connection connection{path};
  configure(connection, cache_kib);
  connection.execute("PRAGMA query_only=ON");
  return connection;
}

}  // namespace dailygrind::sqlite
