#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::store {

struct SqliteSettings {
  /// Who may open the file.
  enum class Mode : std::uint8_t {
    exclusive,  ///< this process alone, which is what makes its caches right; others are refused
    shared,     ///< several processes; every read asks the file
  };

  std::filesystem::path path;  ///< such as `<data>/post.db`; its folder must exist
  /// `[a-z][a-z0-9_]*`. Those that the file lacks are made; a call that names another is a defect.
  std::vector<std::string> tables;
  Mode mode = Mode::exclusive;
  /// Bound of the item cache of each thread that reads; without effect in shared mode.
  std::size_t cache_bytes_per_thread = std::size_t{16} << 20U;
  /// How often expired items are removed, a few hundred at a time. They are hidden at once anyway.
  std::chrono::milliseconds sweep_every{60'000};
};

/// Opens, or makes, a store in one SQLite file. The file, its journal (`-wal`, `-shm`) and, beside
/// it, its lock (`post.lock` for `post.db`) have mode 0600; README.md describes what is in them.
///
/// Throws std::runtime_error with one sentence that says what to do where the file is held by
/// another process, damaged, no database, of another program, of a newer version, or cannot be
/// opened. `clock` must outlive the store.
///
/// Writes are committed by one thread of the store's own, as many at a time as are waiting, and are
/// on disk (fsync) before they are answered. Reads are done on the caller's event loop, in
/// microseconds, by one connection per thread; so each loop must be run by one thread. Destroying
/// the store waits for the writes that were begun.
[[nodiscard]] std::unique_ptr<Store> open_sqlite_store(SqliteSettings settings, const Clock& clock);

}  // namespace dailygrind::store
