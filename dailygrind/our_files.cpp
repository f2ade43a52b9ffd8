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
constexpr std::string_view pool_file = "identity.json";

bool is_plain_name(std::string_view name) {
  const auto plain = [](char c) { return c == '.' || is_slug({&c, 1}); };
  return !name.empty() && name[0] != '.' && std::ranges::all_of(name, plain);
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
  return name == pool_file || std::ranges::count(database_names(), name) == 1;
}

std::vector<std::string> files_to_back_up(const fs::path& folder) {
  auto names = database_names();
  names.emplace_back(pool_file);
  std::erase_if(names, [&](const std::string& name) { return !fs::exists(folder / name); });
  std::ranges::move(key_files(folder), std::back_inserter(names));
  return names;
}

bool holds_our_data(const fs::path& folder) {
  auto names = database_names();
  names.emplace_back(pool_file);
  names.insert(names.end(), key_folders.begin(), key_folders.end());
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
