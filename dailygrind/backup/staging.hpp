#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace dailygrind::backup {

/// A folder in which something is made that shall appear whole or not at all. It goes away, with
/// what is still in it, at the end of the scope.
class Staging {
 public:
  /// Makes an empty folder with mode 0700 in `beside`, which must exist. Throws std::runtime_error
  /// with the path and the reason.
  explicit Staging(const std::filesystem::path& beside);
  ~Staging();
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A data folder that is prepared aside and then appears in its place.
class NewData {
 public:
  /// Makes `folder` where it is missing. Throws std::runtime_error where it holds data of ours.
  explicit NewData(std::filesystem::path folder);
  /// Where nothing was published the folder is as it was: gone, if it was missing.
  ~NewData();
  NewData(const NewData&) = delete;
  NewData& operator=(const NewData&) = delete;

  /// Where to put the files; they must be closed before they are published.
  [[nodiscard]] const std::filesystem::path& path() const;
  /// Moves everything into the folder, lasting. Throws std::runtime_error, and undoes it, where
  /// data came to the folder meanwhile or a file cannot be moved.
  void publish();

 private:
  void move_in(std::vector<std::filesystem::path>& moved);

  std::filesystem::path folder_;
  bool made_;
  std::optional<Staging> staging_;
};

}  // namespace dailygrind::backup
