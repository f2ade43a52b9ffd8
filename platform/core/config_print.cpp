#include <fmt/format.h>
#include <fmt/ranges.h>

#include "platform/core/config.hpp"
#include "platform/core/config_values.hpp"

namespace dailygrind::config {
namespace {

std::string toml_value(const Setting& setting) {
  const auto texts = setting.show();
  if (setting.secret) return texts.front().empty() ? R"("")" : R"("********")";
  if (setting.kind == Setting::Kind::number || setting.kind == Setting::Kind::flag) {
    return texts.front();
  }
  if (setting.kind == Setting::Kind::text) return quote_toml(texts.front());
  std::vector<std::string> quoted;
  quoted.reserve(texts.size());
  for (const auto& text : texts) quoted.push_back(quote_toml(text));
  return fmt::format("[{}]", fmt::join(quoted, ", "));
}

std::string toml_line(const Setting& setting) {
  const auto value = fmt::format("{} = {}", setting.about.name, toml_value(setting));
  return fmt::format("{:<40}  # {}\n", value, setting.where.empty() ? "default" : setting.where);
}

/// In one cell of a Markdown table.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) {
    text.insert(at, "\\");
  }
  return text;
}

std::string preset_cell(const Setting& setting) {
  if (setting.preset.empty() || setting.preset.front().empty()) return "";
  return fmt::format("`{}`", fmt::join(setting.preset, "`, `"));
}

std::string markdown_row(const Setting& setting) {
  const auto& about = setting.about;
  std::string values = setting.values;
  if (values.empty() && !about.placeholder.empty()) values = "`" + about.placeholder + "`";
  if (setting.secret) values = "secret, no flag";
  return fmt::format("| `{}` | {} | {} | {} |\n", about.name, cell(about.help),
                     cell(preset_cell(setting)), cell(values));
}

/// Calls `row` for each setting, and `heading` before the first one of a group.
template <typename Heading, typename Row>
std::string by_group(const std::vector<Setting>& settings, Heading heading, Row row) {
  std::string text;
  const std::string* group = nullptr;
  for (const auto& setting : settings) {
    if (group == nullptr || *group != setting.group)
      text += heading(setting.group, group == nullptr);
    group = &setting.group;
    text += row(setting);
  }
  return text;
}

}  // namespace

std::string Settings::print() const {
  return by_group(
      settings_,
      [](const std::string& group, bool first) {
        return fmt::format("{}# {}\n", first ? "" : "\n", group);
      },
      toml_line);
}

std::string Settings::markdown() const {
  return by_group(
      settings_,
      [](const std::string& group, bool first) {
        return fmt::format(
            "{}## {}\n\n| setting | meaning | default | values |\n|---|---|---|---|\n",
            first ? "" : "\n", group);
      },
      markdown_row);
}

}  // namespace dailygrind::config
