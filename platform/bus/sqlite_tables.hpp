#pragma once

#include <filesystem>

#include "platform/sqlite/connection.hpp"

namespace dailygrind::bus {

/// The version of the layout of events.db, kept in `PRAGMA user_version`.
inline constexpr int events_layout_version = 1;
/// "DGev", kept in `PRAGMA application_id`.
inline constexpr int events_application_id = 0x44476576;

/// Opens the file of the queues, made and checked as the README says. Throws std::runtime_error
/// with one sentence for people.
[[nodiscard]] sqlite::Connection open_events(const std::filesystem::path& path);

}  // namespace dailygrind::bus
