#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dailygrind::identity {

/// Makes `folder` where it is missing, for its owner alone (mode 0700). Throws std::runtime_error
/// with the path and the reason.
void make_private_folder(const std::filesystem::path& folder);

/// Writes a file for its owner alone (mode 0600), whole or not at all, and on disk when it returns;
/// an existing one is replaced. Throws std::runtime_error with the path and the reason.
void write_private_file(const std::filesystem::path& path, std::string_view text);

/// The same, but an existing file stays as it is: false then. Of several processes that try, one
/// succeeds.
bool create_private_file(const std::filesystem::path& path, std::string_view text);

/// The whole file; throws std::runtime_error with the path and the reason.
std::string read_file(const std::filesystem::path& path);

}  // namespace dailygrind::identity
