#include <toml++/toml.h>

#include <fmt/format.h>

#include <sstream>

#include "platform/core/config_values.hpp"

namespace dailygrind::config {
namespace {

/// The text of a value that a setting can be; nothing for a table, a date and the like.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  return std::nullopt;
}

std::optional<std::vector<std::string>> texts_of(const toml::node& node) {
  const auto* array = node.as_array();
  if (array == nullptr) {
    const auto text = text_of(node);
    if (!text) return std::nullopt;
    return std::vector{*text};
  }
  std::vector<std::string> texts;
  for (const auto& element : *array) {
    const auto text = text_of(element);
    if (!text) return std::nullopt;
    texts.push_back(*text);
  }
  return texts;
}

}  // namespace

FileValues read_file(const std::string& file) {
  FileValues result;
  try {
    const auto table = toml::parse_file(file);
    for (const auto& [key, node] : table) {
      const std::string name{key.str()};
      const auto where = fmt::format("{}:{}: {}", file, node.source().begin.line, name);
      if (auto texts = texts_of(node)) {
        result.values[name] = {where, std::move(*texts)};
      } else {
        result.complaints.push_back(
            where + " must be a text, a whole number, true, false or a list of texts");
      }
    }
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    const auto where = line == 0 ? file : fmt::format("{}:{}", file, line);
    result.complaints.push_back(fmt::format("{}: {}", where, error.description()));
  }
  return result;
}

std::string quote_toml(const std::string& text) {
  std::ostringstream out;
  out << toml::toml_formatter{toml::value<std::string>{text}, toml::format_flags::none};
  return std::move(out).str();
}

}  // namespace dailygrind::config
