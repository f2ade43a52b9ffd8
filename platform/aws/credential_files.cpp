#include "platform/aws/credential_files.hpp"

#include <algorithm>
#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <sstream>

#include "platform/aws/providers.hpp"
#include "platform/core/encoding.hpp"
#include "platform/http/text.hpp"

namespace dailygrind::aws {
namespace {

namespace pt = boost::property_tree;

/// Keeps what an INI parser understands: lines indented deeper than the setting before them nest
/// under it, in a syntax of AWS's own, and may repeat its names. Emptied lines stay, so that errors
/// name the right one.
std::string without_nested(std::string_view text) {
  std::string kept;
  bool in_setting = false;
  std::size_t depth = 0;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto indent = line.find_first_not_of(" \t\r");
    const bool blank =
        indent == std::string_view::npos || line[indent] == '#' || line[indent] == ';';
    if (!blank && (!in_setting || indent <= depth)) {
      in_setting = line[indent] != '[';
      depth = indent;
      kept += line;
    }
    kept += '\n';
  }
  return kept;
}

pt::ptree parse(std::string_view text) {
  std::istringstream lines{without_nested(text)};
  pt::ptree sections;
  try {
    pt::read_ini(lines, sections);
  } catch (const pt::ini_parser_error& error) {
    throw CredentialError{"line " + std::to_string(error.line()) + ": " + error.message()};
  }
  return sections;
}

/// The name in `profile name`; nothing where the section is no profile.
std::optional<std::string_view> named(std::string_view section) {
  constexpr std::string_view word = "profile";
  if (!section.starts_with(word)) return std::nullopt;
  section.remove_prefix(word.size());
  if (!section.starts_with(' ') && !section.starts_with('\t')) return std::nullopt;
  section = trim(section);
  for (const char quote : {'"', '\''}) {
    if (section.size() >= 2 && section.starts_with(quote) && section.ends_with(quote)) {
      return section.substr(1, section.size() - 2);
    }
  }
  return section;
}

bool is_section(std::string_view section, std::string_view name, SharedFile kind) {
  return kind == SharedFile::credentials ? section == name : named(section) == name;
}

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), http::to_lower);
  return text;
}

Profile settings_of(const pt::ptree& section) {
  Profile profile;
  for (const auto& [name, value] : section) profile.emplace(in_lower_case(name), value.data());
  return profile;
}

}  // namespace

std::optional<Profile> find_profile(std::string_view text, std::string_view name, SharedFile kind) {
  const auto sections = parse(text);
  const pt::ptree* plain_default = nullptr;
  for (const auto& [section, settings] : sections) {
    // A setting above all sections has no children, and is nobody's.
    if (settings.empty()) continue;
    if (is_section(section, name, kind)) return settings_of(settings);
    if (section == "default" && name == "default") plain_default = &settings;
  }
  // `[profile default]` wins over `[default]`.
  if (plain_default) return settings_of(*plain_default);
  return std::nullopt;
}

}  // namespace dailygrind::aws
