#include "dailygrind/our_files.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "platform/core/ids.hpp"

namespace dailygrind::cli {
namespace {

namespace fs = std::filesystem;

/// Folders of keys: of tokens and of push messages.
constexpr std::array<std::string_view, 2> key_folders{"keys/", "vapid/"};
/// A folder for each service, see platform/blob/README.md.
constexpr std::string_view media_folder = "media/";
constexpr std::string_view pool_file = "identity.json";

bool is_plain_name(std::string_view name) {
  const auto plain = [](char c) { return c == '.' || is_slug({&c, 1}); };
  return !name.empty() && name[0] != '.' && std::ranges::all_of(name, plain);
}

/// A name that leads to a file below the data folder, whatever the letters of its segments.
bool is_inside(std::string_view path) {
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto segment = path.substr(begin, end - begin);
    if (segment.empty() || segment == "." || segment == "..") return false;
    begin = end + 1;
  }
  return true;
}

bool is_media(std::string_view name) {
  if (!name.starts_with(media_folder) || !is_inside(name)) return false;
  name.remove_prefix(media_folder.size());
  const auto slash = name.find('/');
  if (slash == std::string_view::npos || !is_plain_name(name.substr(0, slash))) return false;
  const auto file = name.substr(slash + 1);
  return file == "secret" || (file.starts_with("blobs/") && file.ends_with(".b"));
}

std::vector<std::string> key_files(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto keys : key_folders) {
    if (!fs::is_directory(folder / keys)) continue;
    for (const auto& entry : fs::directory_iterator{folder / keys}) {
      const auto name = entry.path().filename().string();
      if (entry.is_regular_file() && name != "lock") names.push_back(std::string{keys} + name);
    }
  }
  std::ranges::sort(names);
  std::erase_if(names, [](const std::string& name) { return !is_backed_up(name); });
  return names;
}

}  // namespace

std::vector<std::string> database_names() {
  return {"identity.db", "user.db", "post.db", "push.db", "events.db"};
}

bool is_backed_up(std::string_view name) {
  for (const auto keys : key_folders) {
    if (name.starts_with(keys)) return is_plain_name(name.substr(keys.size()));
  }
  return name == pool_file || is_media(name) || std::ranges::count(database_names(), name) == 1;
}

std::vector<std::string> files_to_back_up(const fs::path& folder) {
  auto names = database_names();
  names.emplace_back(pool_file);
  std::erase_if(names, [&](const std::string& name) { return !fs::exists(folder / name); });
  std::ranges::move(key_files(folder), std::back_inserter(names));
  return names;
}

std::vector<std::string> media_to_back_up(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code vanished;
  for (auto at = fs::recursive_directory_iterator{folder / media_folder, vanished};
       at != fs::recursive_directory_iterator{}; at.increment(vanished)) {
    if (!at->is_regular_file(vanished)) continue;
    auto name = at->path().lexically_relative(folder).generic_string();
    if (is_media(name)) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  return names;
}

bool holds_our_data(const fs::path& folder) {
  auto names = database_names();
  names.emplace_back(pool_file);
  names.insert(names.end(), key_folders.begin(), key_folders.end());
  names.emplace_back(media_folder);
  return std::ranges::any_of(names,
                             [&](const std::string& name) { return fs::exists(folder / name); });
}

embedded::DataFolder existing_data(const std::string& folder, const std::string& file) {
  if (!fs::exists(fs::path{folder} / file)) {
    throw std::runtime_error{"there is no " + file + " in the folder " + folder +
                             "; name the folder of a DailyGrind with --data"};
  }
  return embedded::DataFolder{folder};
}

}  // namespace dailygrind::cli
