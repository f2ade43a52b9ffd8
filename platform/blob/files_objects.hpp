#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "platform/blob/blob.hpp"
#include "platform/blob/files_record.hpp"
#include "platform/core/private_file.hpp"

namespace dailygrind::blob {

/// The blobs of a folder, without threads: each call does its work on disk and returns. Calls that
/// write come one after the other; those that read may come at any time. Throws std::runtime_error,
/// with the path, for what the file system refuses.
class Objects {
 public:
  /// `folder` must be there. Makes `blobs` and `incoming` in it.
  explicit Objects(const std::filesystem::path& folder);

  [[nodiscard]] std::optional<Record> open(std::string_view key) const;
  [[nodiscard]] Page list(const ListQuery& query) const;

  /// A file for bytes to come, which `keep` makes a blob of.
  [[nodiscard]] StagedFile stage(Instant now) const;
  /// `info` must say size and checksum of what `file` has.
  void keep(std::string_view key, StagedFile& file, const Info& info) const;
  void remove(std::string_view key) const;

  /// Removes what was staged before that time and never kept, by a process that has ended since.
  /// Returns how many files.
  std::size_t sweep(Instant before) const;

 private:
  [[nodiscard]] std::optional<Listed> listed_of(const std::string& key) const;

  std::filesystem::path root_;
  std::filesystem::path incoming_;
};

}  // namespace dailygrind::blob
