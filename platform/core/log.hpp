#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace dailygrind::log {

enum class Level : std::uint8_t { debug, info, warning, error, off };

/// A named value of a log line.
struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Writes one JSON object a line: `{"time":…,"level":…,"message":…,<fields>}`. Thread-safe; below
/// the set level it costs one comparison. Never log a token, a password or a key.
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

inline void debug(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::debug, m, f);
}
inline void info(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::info, m, f);
}
inline void warning(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::warning, m, f);
}
inline void error(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::error, m, f);
}

inline constexpr std::string_view standard_output = "-";
/// Sets the level and the file ("" is standard error, `standard_output` is that). Call once, before
/// threads start. Throws std::system_error where the file cannot be opened.
void configure(Level level, const std::string& file = "");
[[nodiscard]] bool enabled(Level level);
/// False, and `level` untouched, for a name that is no level.
bool parse_level(std::string_view name, Level& level);
/// Hands what is buffered to the operating system: lines below `warning` otherwise follow within
/// half a second, warnings and errors at once.
void flush();
/// Opens the log file by its name again, for log rotation. Thread-safe.
void reopen();

}  // namespace dailygrind::log
