#include <set>
#include <stdexcept>

#include "dailygrind/backup/archive.hpp"
#include "dailygrind/backup/backup.hpp"
#include "dailygrind/backup/manifest.hpp"
#include "dailygrind/backup/staging.hpp"
#include "dailygrind/progress.hpp"
#include "platform/core/private_file.hpp"
#include "platform/sqlite/snapshot.hpp"

namespace dailygrind::backup {
namespace {

namespace fs = std::filesystem;

/// A line for each of most_files.
constexpr std::size_t longest_manifest = std::size_t{512} << 20U;

void extract(ArchiveReader& archive, const ManifestFile& file, const fs::path& folder) {
  const auto target = folder / file.name;
  if (target.parent_path() != folder) make_private_folders(target.parent_path());
  Digest digest;
  std::uintmax_t size = 0;
  archive.extract(target, static_cast<std::uintmax_t>(file.size), [&](Chunk chunk) {
    digest.add(chunk);
    size += chunk.size();
  });
  if (size != static_cast<std::uintmax_t>(file.size) || digest.hex() != file.sha256) {
    throw std::runtime_error{file.name + " in it is not as it was backed up"};
  }
}

void unpack(const fs::path& file, const fs::path& folder) {
  ArchiveReader archive{file};
  if (archive.next() != manifest_name)
    throw std::runtime_error{"it does not begin with a manifest"};
  const auto manifest = parse_manifest(archive.text(longest_manifest));
  cli::Progress progress{"restored files", manifest.files.size()};
  for (const auto& wanted : manifest.files) {
    if (archive.next() != wanted.name) throw std::runtime_error{"it lacks " + wanted.name};
    extract(archive, wanted, folder);
    progress.advance();
  }
  if (archive.next()) throw std::runtime_error{"it holds more than its manifest says"};
}

void check_databases(const fs::path& folder) {
  std::vector<fs::path> databases;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() == ".db") databases.push_back(entry.path());
  }
  cli::Progress progress{"checked databases", databases.size()};
  for (const auto& database : databases) {
    if (const auto damage = sqlite::find_damage(database); !damage.empty()) {
      throw std::runtime_error{database.filename().string() + " in it is damaged: " + damage};
    }
    progress.advance();
  }
}

}  // namespace

void restore(const fs::path& file, const fs::path& data) {
  if (!fs::is_regular_file(file)) throw std::runtime_error{"there is no file " + file.string()};
  NewData incoming{data};
  try {
    unpack(file, incoming.path());
    check_databases(incoming.path());
  } catch (const std::runtime_error& error) {
    throw std::runtime_error{file.string() + " cannot be restored: " + error.what()};
  }
  incoming.publish();
}

}  // namespace dailygrind::backup
