#include "platform/blob/files_tree.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

namespace dailygrind::blob {
namespace {

namespace fs = std::filesystem;
using Visit = std::function<bool(const std::string&)>;

constexpr std::string_view folder_suffix = ".d";
constexpr std::string_view blob_suffix = ".b";

/// The folder of keys that begin with `prefix`, which is empty or ends in a slash.
fs::path folder_of(fs::path root, std::string_view prefix) {
  while (!prefix.empty()) {
    const auto slash = prefix.find('/');
    root /= std::string{prefix.substr(0, slash)}.append(folder_suffix);
    prefix.remove_prefix(slash + 1);
  }
  return root;
}

/// Up to the last slash, and with it.
std::string_view folder_part(std::string_view key) { return key.substr(0, key.rfind('/') + 1); }

/// What is in a folder: a slash at the end tells folders from blobs, and sorts them as it sorts
/// keys. Nothing where there is no such folder.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at{folder, error}; !error && at != fs::directory_iterator{};
       at.increment(error)) {
    auto name = at->path().filename().string();
    const bool is_folder = name.ends_with(folder_suffix);
    if (!is_folder && !name.ends_with(blob_suffix)) continue;
    name.resize(name.size() - folder_suffix.size());
    names.push_back(is_folder ? name + "/" : name);
  }
  const bool gone = error == std::errc::no_such_file_or_directory;
  if (error && !gone) throw fs::filesystem_error{"cannot list", folder, error};
  std::ranges::sort(names);
  return names;
}

class Walk {
 public:
  Walk(std::string_view prefix, std::string_view after, const Visit& visit)
      : prefix_(prefix), after_(after), visit_(visit) {}

  /// False where the visitor has seen enough. `head` is what keys in `folder` begin with.
  bool through(const fs::path& folder, const std::string& head) const {
    return std::ranges::all_of(names_in(folder), [&](const std::string& name) {
      const auto key = head + name;
      if (!name.ends_with('/')) {
        return !key.starts_with(prefix_) || key <= after_ || visit_(key);
      }
      return !may_have(key) || through(folder_of(folder, name), key);
    });
  }

 private:
  /// Whether keys that begin with `head` may be wanted.
  [[nodiscard]] bool may_have(std::string_view head) const {
    return (head.starts_with(prefix_) || prefix_.starts_with(head)) &&
           (head > after_ || after_.starts_with(head));
  }

  std::string_view prefix_;
  std::string_view after_;
  const Visit& visit_;
};

}  // namespace

fs::path path_of(const fs::path& root, std::string_view key) {
  const auto folder = folder_part(key);
  return folder_of(root, folder) / std::string{key.substr(folder.size())}.append(blob_suffix);
}

void walk(const fs::path& root, std::string_view prefix, std::string_view after,
          const Visit& visit) {
  const auto head = folder_part(prefix);
  Walk{prefix, after, visit}.through(folder_of(root, head), std::string{head});
}

}  // namespace dailygrind::blob
