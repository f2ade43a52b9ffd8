#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// Files and folders for their owner alone (modes 0600 and 0700), written whole or not at all. All
/// throw std::system_error with the path and the reason.
namespace dailygrind {

/// Makes `folder` where it is missing; its parent must be there.
void make_private_folder(const std::filesystem::path& folder);
/// The same with all parents that are missing; they are on disk when it returns.
void make_private_folders(const std::filesystem::path& folder);

/// What was made, renamed or removed in `folder` is on disk when it returns.
void sync_folder(const std::filesystem::path& folder);

/// A new file that nobody looks for yet. Goes away with its object, unless it was published.
class StagedFile {
 public:
  /// Makes it under a name of its own: `path` and some letters behind it.
  explicit StagedFile(const std::filesystem::path& path);
  ~StagedFile();
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;

  void append(std::string_view bytes);
  /// Gives it the name `path`, on the same file system, in place of what is there; on disk when it
  /// returns. Where the folder of `path` is missing, it can be tried again.
  void publish(const std::filesystem::path& path);
  /// The same, but what is there stays: false then. Of several who try, one succeeds.
  bool publish_new(const std::filesystem::path& path);

 private:
  void sync() const;

  std::string name_;
  int descriptor_;
};

/// Writes a file, which is on disk when it returns; an existing one is replaced.
void write_private_file(const std::filesystem::path& path, std::string_view text);

/// The same, but an existing file stays as it is: false then. Of several processes that try, one
/// succeeds.
bool create_private_file(const std::filesystem::path& path, std::string_view text);

/// The whole file.
std::string read_file(const std::filesystem::path& path);

}  // namespace dailygrind
