#pragma once

#include <filesystem>

namespace dailygrind::bus {

/// Tells processes that share a file of each other's signals, through inotify. A signal is a change
/// of the file's times: it needs no further file, and opens no descriptor, which would drop the
/// locks that SQLite holds on the file.
class FileWatch {
 public:
  /// Watches `file`, which must exist. Where the system has no watch left, that is logged and no
  /// signal ever arrives.
  explicit FileWatch(std::filesystem::path file);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  /// Readable when a signal came, also one of this process; -1 where there is no watch.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Takes the signals that came; false: there were none.
  [[nodiscard]] bool drain() const;
  /// Signals everyone who watches the file. Thread-safe.
  void signal() const;

 private:
  std::filesystem::path file_;
  int descriptor_;
};

}  // namespace dailygrind::bus
