#pragma once

#include <filesystem>

#include "platform/core/clock.hpp"

namespace dailygrind::backup {

/// Writes what is ours of the data folder `data` into the new file `file` (mode 0600; README.md
/// describes it), also while servers work on the folder: it is the state of one moment across all
/// databases. Shows progress. Throws std::runtime_error or sqlite::Error with one sentence, and
/// leaves nothing behind, where a file cannot be read or written or `file` exists.
void make(const std::filesystem::path& data, const std::filesystem::path& file, const Clock& clock);

/// Makes a data folder of a backup. Shows progress. Throws std::runtime_error with one sentence,
/// and leaves nothing behind, where `data` holds data of ours, the backup is not what its manifest
/// says, a database is damaged, or something cannot be written.
void restore(const std::filesystem::path& file, const std::filesystem::path& data);

}  // namespace dailygrind::backup
