#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/config.hpp"

/// How single values are read and written, and what configuration files hold.
namespace dailygrind::config {

[[nodiscard]] std::optional<std::int64_t> parse_number(std::string_view text);
/// A whole number with one of ms, s, m, h, d behind it.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
/// With the largest unit that leaves no fraction.
[[nodiscard]] std::string format_duration(std::chrono::milliseconds duration);
[[nodiscard]] std::optional<bool> parse_flag(std::string_view text);

/// `LOG_LEVEL` behind DAILYGRIND_ for the setting `log-level`.
[[nodiscard]] std::string environment_name(std::string_view setting);
/// The known name that is so near to `name` that it was probably meant, else "".
[[nodiscard]] std::string nearest(std::string_view name, const std::vector<std::string>& known);

/// What a TOML file says, by key; `complaints` has a line for what no setting can be.
struct FileValues {
  GivenValues values;
  std::vector<std::string> complaints;
};
[[nodiscard]] FileValues read_file(const std::string& file);

/// `text` as a TOML string.
[[nodiscard]] std::string quote_toml(const std::string& text);

}  // namespace dailygrind::config
