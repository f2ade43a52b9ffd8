#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "platform/bus/bus.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/core/server_config.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::embedded {

/// The folder with everything that an embedded DailyGrind keeps. It may hold foreign files; ours
/// are `user.db`, `post.db`, `push.db`, `identity.db`, `events.db` (with their `-wal`, `-shm` and
/// `.lock`), `identity.json`, `keys/` and `vapid/`.
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

/// `<name>.db`, held by this process alone; throws where another one holds it. `cache_bytes` bounds
/// what each thread that reads remembers of it.
std::unique_ptr<store::Store> open_store(const DataFolder& folder, const std::string& name,
                                         std::vector<std::string> tables, const Clock& clock,
                                         std::size_t cache_bytes = std::size_t{16} << 20U);

/// `events.db`, which all programs on the folder share.
std::unique_ptr<bus::Bus> open_bus(const DataFolder& folder, const ServerConfig& config,
                                   const Clock& clock, Random& random);

}  // namespace dailygrind::embedded
