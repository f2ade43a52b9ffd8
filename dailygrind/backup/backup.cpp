#include "dailygrind/backup/backup.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "dailygrind/backup/archive.hpp"
#include "dailygrind/backup/manifest.hpp"
#include "dailygrind/backup/staging.hpp"
#include "dailygrind/our_files.hpp"
#include "dailygrind/progress.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/core/version.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/sqlite/snapshot.hpp"

namespace dailygrind::backup {
namespace {

namespace fs = std::filesystem;

constexpr auto archive_name = "archive";

bool is_database(const std::string& name) {
  const auto names = cli::database_names();
  return std::ranges::find(names, name) != names.end();
}

/// Progress in bytes, of which the screen shows KiB.
class Bytes {
 public:
  Bytes(const std::string& what, std::uintmax_t total)
      : total_(total), progress_(what + " (KiB)", kib(total)) {}

  void advance(std::uintmax_t by) {
    const auto before = kib(done_);
    done_ = std::min(done_ + by, total_);
    progress_.advance(kib(done_) - before);
  }

 private:
  static std::size_t kib(std::uintmax_t bytes) { return (bytes + 1023) / 1024; }

  std::uintmax_t total_;
  std::uintmax_t done_ = 0;
  cli::Progress progress_;
};

/// Where the content of each file is to be read: a copy of a database or of a blob, which may be
/// gone before it is packed, any other file in its place.
class Sources {
 public:
  Sources(fs::path data, fs::path staging)
      : data_(std::move(data)), staging_(std::move(staging)), names_(cli::files_to_back_up(data_)) {
    copy_databases();
    copy_media();
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] fs::path of(const std::string& name) const {
    const bool copied = is_database(name) || media_.contains(name);
    return (copied ? staging_ : data_) / name;
  }

 private:
  void copy_databases() {
    std::vector<fs::path> files;
    for (const auto& name : names_) {
      if (is_database(name)) files.push_back(data_ / name);
    }
    sqlite::Snapshot snapshot{files};
    std::uintmax_t total = 0;
    for (std::size_t at = 0; at < files.size(); ++at) total += snapshot.bytes(at);
    Bytes copied{"copied", total};
    for (std::size_t at = 0; at < files.size(); ++at) {
      snapshot.copy(at, staging_ / files[at].filename(),
                    [&](std::uintmax_t bytes) { copied.advance(bytes); });
    }
  }

  /// After the databases, so that nothing is missing that they name, but what was removed since.
  void copy_media() {
    for (auto& name : cli::media_to_back_up(data_)) {
      const auto copy = staging_ / name;
      fs::create_directories(copy.parent_path());
      std::error_code failed;
      if (fs::copy_file(data_ / name, copy, failed)) {
        media_.insert(name);
        names_.push_back(std::move(name));
      } else if (failed != std::errc::no_such_file_or_directory) {
        throw std::runtime_error{"cannot copy " + name + ": " + failed.message()};
      }
    }
  }

  std::set<std::string> media_;
  fs::path data_;
  fs::path staging_;
  std::vector<std::string> names_;
};

Manifest manifest_of(const Sources& sources, const Clock& clock) {
  Manifest manifest{.version = std::string{version}, .made_at = format_rfc3339(clock.now())};
  for (const auto& name : sources.names()) {
    const auto path = sources.of(name);
    manifest.files.push_back({.name = name,
                              .size = static_cast<std::int64_t>(fs::file_size(path)),
                              .sha256 = digest_of(path)});
  }
  return manifest;
}

void pack(const Sources& sources, const Manifest& manifest, const fs::path& path) {
  std::uintmax_t total = 0;
  for (const auto& file : manifest.files) total += static_cast<std::uintmax_t>(file.size);
  Bytes packed{"packed", total};
  ArchiveWriter archive{path};
  archive.add_text(manifest_name, describe::to_json(manifest));
  for (const auto& file : manifest.files) {
    archive.add_file(file.name, sources.of(file.name),
                     [&](Chunk chunk) { packed.advance(chunk.size()); });
  }
  archive.close();
}

void demand_absent(const fs::path& file) {
  if (fs::exists(fs::symlink_status(file))) {
    throw std::runtime_error{file.string() + " exists already; name a new file"};
  }
}

}  // namespace

void make(const fs::path& data, const fs::path& file, const Clock& clock) {
  demand_absent(file);
  const Staging staging{fs::absolute(file).parent_path()};
  const Sources sources{data, staging.path()};
  pack(sources, manifest_of(sources, clock), staging.path() / archive_name);
  demand_absent(file);
  fs::rename(staging.path() / archive_name, file);
}

}  // namespace dailygrind::backup
