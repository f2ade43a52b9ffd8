#include "platform/sqlite/snapshot.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <thread>

namespace dailygrind::sqlite {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds longest_wait{10};
// Less than writers wait for us before they fail.
constexpr std::chrono::seconds longest_hold{2};
// Between two commits of a busy writer the lock is free for some microseconds, which SQLite's own
// waiting, of many milliseconds, hardly ever meets.
constexpr std::chrono::microseconds pause{50};
constexpr int pages_a_step = 256;

bool try_lock(Connection& connection, steady_clock::time_point until) {
  for (;;) {
    try {
      connection.execute("BEGIN IMMEDIATE");
      return true;
    } catch (const Error& error) {
      if (error.code() != SQLITE_BUSY) throw;
      if (steady_clock::now() >= until) return false;
    }
    std::this_thread::sleep_for(pause);
  }
}

bool try_lock_all(std::vector<Connection>& connections) {
  const auto until = steady_clock::now() + longest_hold;
  for (auto& connection : connections) {
    if (try_lock(connection, until)) continue;
    for (auto& held : connections) held.roll_back();
    return false;
  }
  return true;
}

std::vector<Connection> lock_all(const std::vector<std::filesystem::path>& files) {
  std::vector<Connection> connections;
  for (const auto& file : files) {
    sqlite3_busy_timeout(connections.emplace_back(file).handle(), 0);
  }
  const auto until = steady_clock::now() + longest_wait;
  while (!try_lock_all(connections)) {
    if (steady_clock::now() >= until) {
      throw Error{SQLITE_BUSY, "the databases are locked by another program"};
    }
  }
  return connections;
}

/// Begins to read: what others commit from now on is not seen.
void freeze(Connection& connection) {
  connection.execute("PRAGMA query_only=ON; BEGIN");
  (void)connection.number("SELECT count(*) FROM sqlite_schema");
}

struct Finish {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

[[noreturn]] void fail(Connection& target, const std::filesystem::path& path, int code) {
  throw Error{code, fmt::format("{}: {}", path.string(), sqlite3_errmsg(target.handle()))};
}

}  // namespace

Snapshot::Snapshot(const std::vector<std::filesystem::path>& files) {
  for (const auto& file : files) readers_.emplace_back(file);
  const auto locks = lock_all(files);
  for (auto& reader : readers_) freeze(reader);
}

std::uintmax_t Snapshot::bytes(std::size_t index) {
  auto& reader = readers_.at(index);
  return static_cast<std::uintmax_t>(reader.number("PRAGMA page_count")) *
         static_cast<std::uintmax_t>(reader.number("PRAGMA page_size"));
}

void Snapshot::copy(std::size_t index, const std::filesystem::path& path,
                    const std::function<void(std::uintmax_t)>& copied) {
  auto& source = readers_.at(index);
  const auto page_size = static_cast<std::uintmax_t>(source.number("PRAGMA page_size"));
  Connection target{path, true};
  target.execute("PRAGMA synchronous=OFF");
  const std::unique_ptr<sqlite3_backup, Finish> backup{
      sqlite3_backup_init(target.handle(), "main", source.handle(), "main")};
  if (!backup) fail(target, path, sqlite3_errcode(target.handle()));
  for (std::uintmax_t before = 0;;) {
    const int code = sqlite3_backup_step(backup.get(), pages_a_step);
    if (code != SQLITE_OK && code != SQLITE_DONE) fail(target, path, code);
    const auto done = static_cast<std::uintmax_t>(sqlite3_backup_pagecount(backup.get()) -
                                                  sqlite3_backup_remaining(backup.get())) *
                      page_size;
    copied(done - before);
    before = done;
    if (code == SQLITE_DONE) return;
  }
}

std::string find_damage(const std::filesystem::path& file) {
  try {
    const auto found = Connection{file}.text("PRAGMA integrity_check(1)");
    return found == "ok" ? "" : found;
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace dailygrind::sqlite
