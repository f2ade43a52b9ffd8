#pragma once

#include <filesystem>

namespace dailygrind::store {

/// Keeps others from a folder's data for as long as it lives: an advisory lock (flock) on a file
/// that holds the process id of its holder. The operating system gives it back when the process
/// ends, however it ends; the file itself stays. The lock excludes a second holder in the same
/// process too.
class FileLock {
 public:
  enum class Wait : bool { no, yes };

  /// Throws std::runtime_error with one sentence: where another process holds the lock (and `wait`
  /// is no) it names the file and that process, else why the file cannot be opened.
  explicit FileLock(const std::filesystem::path& path, Wait wait = Wait::no);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

 private:
  int descriptor_;
};

}  // namespace dailygrind::store
