#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <string_view>

#include "platform/core/clock.hpp"
#include "platform/core/log.hpp"

namespace dailygrind::log {

using LineBuffer = fmt::memory_buffer;

/// Appends `text` as a JSON string with its quotes (RFC 8259 §7). What is not UTF-8 becomes U+FFFD,
/// so that the line is valid JSON whatever a client has sent.
void append_json_string(LineBuffer& line, std::string_view text);

/// Appends one line without the line feed.
void append_line(LineBuffer& line, Instant time, Level level, std::string_view message,
                 std::initializer_list<Field> fields);

/// `debug`, `info`, `warning`, `error` or `off`.
[[nodiscard]] std::string_view level_name(Level level);

}  // namespace dailygrind::log
