#include "platform/core/config.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "platform/core/config_values.hpp"

namespace dailygrind::config {
namespace {

constexpr std::string_view file_setting = "config";
constexpr std::string_view environment_prefix = "DAILYGRIND_";

using Complaints = std::vector<std::string>;

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (comma > 0) parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

/// What the environment says, by the names of the settings. Empty variables count as not set, as
/// container tools leave them behind.
GivenValues read_environment(const std::vector<Setting>& settings, const Environment& environment) {
  GivenValues values;
  for (const auto& setting : settings) {
    const auto name = environment_name(setting.about.name);
    const auto found = environment.find(name);
    if (found == environment.end() || found->second.empty()) continue;
    const bool list = setting.kind == Setting::Kind::list;
    values[setting.about.name] = {name,
                                  list ? split_list(found->second) : std::vector{found->second}};
  }
  return values;
}

/// A variable of another name may belong to another program, unless it is nearly one of ours.
Complaints misspelt(const Environment& environment, const std::vector<std::string>& names) {
  std::vector<std::string> known;
  known.reserve(names.size());
  for (const auto& name : names) {
    known.push_back(environment_name(name).substr(environment_prefix.size()));
  }
  Complaints complaints;
  for (const auto& [variable, value] : environment) {
    const auto name = variable.substr(environment_prefix.size());
    const auto meant = nearest(name, known);
    if (meant.empty() || meant == name) continue;
    complaints.push_back(fmt::format("{}: there is no such setting; did you mean {}{}?", variable,
                                     environment_prefix, meant));
  }
  return complaints;
}

Complaints unknown_keys(const GivenValues& file, const std::vector<std::string>& names) {
  Complaints complaints;
  for (const auto& [name, given] : file) {
    if (name == file_setting) {
      complaints.push_back(given.where + " cannot be set in the file itself");
    } else if (std::ranges::find(names, name) == names.end()) {
      const auto meant = nearest(name, names);
      complaints.push_back(given.where + ": there is no such setting" +
                           (meant.empty() ? "" : "; did you mean " + meant + "?"));
    }
  }
  return complaints;
}

const Given* find(const GivenValues& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? nullptr : &found->second;
}

}  // namespace

Environment environment() {
  Environment result;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view entry = *each;
    const auto equals = entry.find('=');
    if (!entry.starts_with(environment_prefix) || equals == std::string_view::npos) continue;
    result.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return result;
}

void Settings::group(std::string title) { group_ = std::move(title); }

void Settings::rule(std::function<std::string()> rule) { rules_.push_back(std::move(rule)); }

void Settings::add(Setting setting) {
  setting.group = group_;
  setting.preset = setting.show();
  settings_.push_back(std::move(setting));
}

std::vector<std::string> Settings::names() const {
  std::vector<std::string> names;
  names.reserve(settings_.size());
  for (const auto& setting : settings_) names.push_back(setting.about.name);
  return names;
}

std::vector<std::string> Settings::load(const Environment& environment) {
  const auto variables = read_environment(settings_, environment);
  auto complaints = misspelt(environment, names());
  FileValues file;
  const auto* named = find(flags_, file_setting);
  if (named == nullptr) named = find(variables, file_setting);
  if (named != nullptr && !named->texts.front().empty()) file = read_file(named->texts.front());
  std::ranges::move(file.complaints, std::back_inserter(complaints));
  std::ranges::move(unknown_keys(file.values, names()), std::back_inserter(complaints));
  file.values.erase(std::string{file_setting});

  for (auto& setting : settings_) {
    for (const GivenValues* source :
         {&std::as_const(flags_), &variables, &std::as_const(file.values)}) {
      const auto* given = find(*source, setting.about.name);
      if (given == nullptr) continue;
      const auto wrong = setting.assign(given->texts);
      if (!wrong.empty()) complaints.push_back(given->where + ": " + wrong);
      setting.where = given->where;
      break;
    }
  }
  if (!complaints.empty()) return complaints;
  for (const auto& rule : rules_) {
    if (auto wrong = rule(); !wrong.empty()) complaints.push_back(std::move(wrong));
  }
  return complaints;
}

}  // namespace dailygrind::config
