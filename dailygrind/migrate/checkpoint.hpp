#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dailygrind::migrate {

/// How far one table is.
struct TableState {
  std::string name;                  ///< service and table, such as `user/users`
  std::int64_t items = 0;            ///< in the source, when the move began
  std::string digest;                ///< of those
  std::optional<std::string> place;  ///< behind what was written last, in base64url
  std::int64_t written = 0;
  bool copied = false;
};

/// A move on its way, in a file that outlives a crash.
struct Checkpoint {
  std::string from;
  std::string to;
  std::vector<TableState> tables;
};

/// Nothing where there is no such file; std::runtime_error with the reason where it cannot be read
/// or is no checkpoint.
[[nodiscard]] std::optional<Checkpoint> load(const std::filesystem::path& file);
/// On disk when it returns; what was there is replaced whole. Throws std::system_error.
void save(const Checkpoint& checkpoint, const std::filesystem::path& file);

}  // namespace dailygrind::migrate
