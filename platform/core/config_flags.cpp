#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "platform/core/config.hpp"

namespace dailygrind::config {
namespace {

std::string help_of(const Setting& setting) {
  std::string help = setting.about.help;
  if (!setting.preset.empty() && !setting.preset.front().empty()) {
    help += " [default: " + setting.preset.front() + "]";
  }
  return help;
}

}  // namespace

void Settings::add_flags(CLI::App& app) {
  for (const auto& setting : settings_) {
    if (setting.secret) continue;
    const auto& name = setting.about.name;
    const auto take = [this, name](const std::vector<std::string>& texts) {
      flags_[name] = {"--" + name, texts};
    };
    CLI::Option* option = nullptr;
    if (setting.kind == Setting::Kind::flag) {
      option = app.add_flag_function(
          fmt::format("--{0},!--no-{0}", name),
          [take](std::int64_t count) { take({count > 0 ? "true" : "false"}); }, help_of(setting));
    } else {
      option =
          app.add_option_function<std::vector<std::string>>("--" + name, take, help_of(setting))
              ->type_name(setting.about.placeholder)
              ->expected(1)
              ->allow_extra_args(false);
      option->multi_option_policy(setting.kind == Setting::Kind::list
                                      ? CLI::MultiOptionPolicy::TakeAll
                                      : CLI::MultiOptionPolicy::TakeLast);
    }
    option->group(setting.group);
  }
}

}  // namespace dailygrind::config
