#include "platform/core/log_line.hpp"

#include <utf8proc.h>

#include <array>
#include <cmath>
#include <iterator>

#include "platform/core/time_zone.hpp"

namespace dailygrind::log {
namespace {

void append(LineBuffer& line, std::string_view text) {
  line.append(text.data(), text.data() + text.size());
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

void append_escaped(LineBuffer& line, char c) {
  switch (c) {
    case '"':
      return append(line, "\\\"");
    case '\\':
      return append(line, "\\\\");
    case '\n':
      return append(line, "\\n");
    case '\r':
      return append(line, "\\r");
    case '\t':
      return append(line, "\\t");
    default:
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<unsigned>(c));
  }
}

/// Appends the code point that `text` begins with and returns its length.
std::size_t append_code_point(LineBuffer& line, std::string_view text) {
  utf8proc_int32_t code_point = 0;
  const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (used <= 0) {
    append(line, "\\ufffd");
    return 1;
  }
  append(line, text.substr(0, static_cast<std::size_t>(used)));
  return static_cast<std::size_t>(used);
}

struct AppendValue {
  LineBuffer& line;

  void operator()(std::string_view text) const { append_json_string(line, text); }
  void operator()(std::int64_t number) const {
    fmt::format_to(std::back_inserter(line), "{}", number);
  }
  void operator()(double number) const {
    if (!std::isfinite(number)) return append(line, "null");
    fmt::format_to(std::back_inserter(line), "{}", number);
  }
  void operator()(bool value) const { append(line, value ? "true" : "false"); }
};

}  // namespace

void append_json_string(LineBuffer& line, std::string_view text) {
  line.push_back('"');
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    append(line, text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      append_escaped(line, text.front());
      text.remove_prefix(1);
    } else {
      text.remove_prefix(append_code_point(line, text));
    }
  }
  line.push_back('"');
}

void append_line(LineBuffer& line, Instant time, Level level, std::string_view message,
                 std::initializer_list<Field> fields) {
  append(line, R"({"time":")");
  append(line, format_rfc3339(time));
  append(line, R"(","level":")");
  append(line, level_name(level));
  append(line, R"(","message":)");
  append_json_string(line, message);
  for (const auto& field : fields) {
    line.push_back(',');
    append_json_string(line, field.name);
    line.push_back(':');
    std::visit(AppendValue{line}, field.value);
  }
  line.push_back('}');
}

std::string_view level_name(Level level) {
  static constexpr std::array<std::string_view, 5> names{"debug", "info", "warning", "error",
                                                         "off"};
  return names.at(static_cast<std::size_t>(level));
}

}  // namespace dailygrind::log
