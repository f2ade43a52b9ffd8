#include "dailygrind/backup/manifest.hpp"

#include <set>
#include <stdexcept>

#include "dailygrind/our_files.hpp"
#include "platform/core/problem.hpp"
#include "platform/describe/json_read.hpp"

namespace dailygrind::backup {
namespace {

Manifest read(const std::string& text) {
  try {
    return describe::from_json<Manifest>(text);
  } catch (const Problem&) {
    throw std::runtime_error{"its manifest cannot be read"};
  }
}

}  // namespace

Manifest parse_manifest(const std::string& text) {
  auto manifest = read(text);
  if (manifest.format > manifest_format) {
    throw std::runtime_error{"it was made by DailyGrind " + manifest.version +
                             ", which is newer; restore it with that version"};
  }
  std::set<std::string> names;
  for (const auto& file : manifest.files) {
    if (!cli::is_backed_up(file.name) || !names.insert(file.name).second) {
      throw std::runtime_error{"its manifest names a file that cannot be in a backup"};
    }
  }
  if (names.empty()) throw std::runtime_error{"its manifest names no file"};
  return manifest;
}

}  // namespace dailygrind::backup
