#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "platform/sqlite/connection.hpp"

namespace dailygrind::sqlite {

/// One moment of several databases, for a backup while other processes write to them: what was
/// committed anywhere before it is in it, nothing that was committed after it is. Writers wait for
/// that moment only; while this object lives they go on, and their journals grow.
class Snapshot {
 public:
  /// Takes the write locks of all `files` in their order, begins to read each on a second
  /// connection, and gives the locks back. Throws Error; SQLITE_BUSY where a writer does not let
  /// go for ten seconds.
  explicit Snapshot(const std::vector<std::filesystem::path>& files);

  /// Bytes of the database at `index` of the files.
  [[nodiscard]] std::uintmax_t bytes(std::size_t index);
  /// Writes that database to a new file with mode 0600, complete in itself; `copied` is told how
  /// many bytes more each time. Throws Error.
  void copy(std::size_t index, const std::filesystem::path& target,
            const std::function<void(std::uintmax_t)>& copied);

 private:
  std::vector<Connection> readers_;
};

/// What `PRAGMA integrity_check` finds first, "" where the database is sound. Reads all of it.
[[nodiscard]] std::string find_damage(const std::filesystem::path& file);

}  // namespace dailygrind::sqlite
