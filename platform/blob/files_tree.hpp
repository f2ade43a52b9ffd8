#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

/// Keys as paths. A segment of a key is a name on disk, with `.d` behind it where it is a folder
/// and `.b` where it is a blob: so the keys `a` and `a/b` are there at the same time, and no
/// segment is a name with a meaning. Keys must follow the rules of blob.hpp.
namespace dailygrind::blob {

[[nodiscard]] std::filesystem::path path_of(const std::filesystem::path& root,
                                            std::string_view key);

/// Visits the keys that begin with `prefix` and lie behind `after`, in the order of their bytes,
/// until `visit` returns false. Reads only the folders that can have such keys. A key may be gone
/// by the time it is visited.
void walk(const std::filesystem::path& root, std::string_view prefix, std::string_view after,
          const std::function<bool(const std::string& key)>& visit);

}  // namespace dailygrind::blob
