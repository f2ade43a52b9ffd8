#pragma once

#include <string>
#include <vector>

#include "platform/sqlite/connection.hpp"
#include "platform/store/sqlite_store.hpp"

namespace dailygrind::store {

/// The version of the file's layout, kept in `PRAGMA user_version`.
inline constexpr int sqlite_layout_version = 1;
/// "DGst", kept in `PRAGMA application_id`.
inline constexpr int sqlite_application_id = 0x44477374;

/// Opens the file for writing, made and checked as the README says. Throws std::runtime_error with
/// one sentence for people.
[[nodiscard]] sqlite::Connection open_database(const SqliteSettings& settings);
/// Opens another connection, which cannot write, to a file that open_database has prepared.
[[nodiscard]] sqlite::Connection open_reader(const SqliteSettings& settings);

/// The position of `table` in the settings; std::logic_error where it is none of them.
[[nodiscard]] std::size_t table_index(const SqliteSettings& settings, const std::string& table);

}  // namespace dailygrind::store
