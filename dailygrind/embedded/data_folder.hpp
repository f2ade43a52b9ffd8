#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "dailygrind/embedded/storage.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/core/server_config.hpp"

namespace dailygrind::embedded {

/// The folder with everything that an embedded DailyGrind keeps. It may hold foreign files; ours
/// are `user.db`, `post.db`, `push.db`, `identity.db`, `events.db` (with their `-wal`, `-shm` and
/// `.lock`), `identity.json`, `keys/`, `vapid/` and `media/`.
class DataFolder {
 public:
  /// Makes the folder (mode 0700) where it is missing. Throws std::runtime_error with one sentence
  /// where it cannot be used.
  explicit DataFolder(std::filesystem::path path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Storage in a folder: `<name>.db` and `media/<name>`, which one process holds alone by the lock
/// of the former, and `events.db`, which all programs on the folder share. All references must
/// outlive it.
class EmbeddedStorage final : public Storage {
 public:
  EmbeddedStorage(DataFolder folder, const ServerConfig& config)
      : folder_(std::move(folder)), config_(config) {}

  std::unique_ptr<store::Store> open_store(const std::string& name, std::vector<std::string> tables,
                                           const Clock& clock, std::size_t cache_bytes) override;
  BlobStorage open_blobs(const std::string& name, std::string uploads_url, const Clock& clock,
                         Random& random) override;
  std::unique_ptr<store::Walker> open_walker(const std::string& name,
                                             std::vector<std::string> tables,
                                             const Clock& clock) override;
  std::unique_ptr<bus::Bus> open_bus(const Clock& clock, Random& random) override;
  /// What could be opened may be used.
  Task<> probe() override { co_return; }
  [[nodiscard]] std::optional<std::string> unready() const override { return std::nullopt; }

  [[nodiscard]] bool exclusive() const override { return true; }

 private:
  const DataFolder folder_;
  const ServerConfig& config_;
};

}  // namespace dailygrind::embedded
