#pragma once

#include <filesystem>
#include <functional>

#include "platform/sqlite/connection.hpp"

namespace dailygrind::sqlite {

/// Tells a file of ours from others, and its layout from newer ones.
struct Kind {
  int application_id;  ///< kept in `PRAGMA application_id`
  int layout_version;  ///< kept in `PRAGMA user_version`
};

/// Opens the file for durable writing (WAL, synchronous=FULL), made with mode 0600 where it is
/// absent; its folder must exist. `make_tables` runs in one transaction, each time. Throws
/// std::runtime_error with one sentence for people where the file is damaged, is of another kind,
/// was written by a newer version or cannot be used at all. Two callers must not make the same file
/// at the same time.
[[nodiscard]] Connection open_file(const std::filesystem::path& path, const Kind& kind,
                                   int cache_kib,
                                   const std::function<void(Connection&)>& make_tables);

/// Opens another connection, which cannot write, to a file that open_file has prepared.
[[nodiscard]] Connection open_reading(const std::filesystem::path& path, int cache_kib);

}  // namespace dailygrind::sqlite
