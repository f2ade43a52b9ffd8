#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dailygrind/embedded/data_folder.hpp"

/// What of a data folder is ours. It may hold foreign files, which no command touches.
namespace dailygrind::cli {

/// The databases, in the order in which a backup locks them.
[[nodiscard]] std::vector<std::string> database_names();

/// Whether `name`, relative to the data folder, may be in a backup: a database, `identity.json`, a
/// file directly in `keys/` or `vapid/`, or, of a service's media, their secret or a blob.
[[nodiscard]] bool is_backed_up(std::string_view name);

/// Those that are there, databases first, without media.
[[nodiscard]] std::vector<std::string> files_to_back_up(const std::filesystem::path& folder);
/// The media that are there now; blobs may be gone by the time they are read.
[[nodiscard]] std::vector<std::string> media_to_back_up(const std::filesystem::path& folder);

/// Whether anything of ours is there already.
[[nodiscard]] bool holds_our_data(const std::filesystem::path& folder);

/// The folder of an administration: throws std::runtime_error, and makes nothing, unless `file` is
/// in it.
[[nodiscard]] embedded::DataFolder existing_data(const std::string& folder,
                                                 const std::string& file);

}  // namespace dailygrind::cli
