#include "dailygrind/commands.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <stdexcept>
#include <vector>

#include "platform/core/log.hpp"
#include "platform/core/version.hpp"

namespace dailygrind::cli {

int guarded(const std::string& command, const std::function<int()>& body) {
  try {
    // What a command does it says itself.
    log::configure(log::Level::warning);
    return body();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dailygrind %s: %s\n", command.c_str(), error.what());
    return 1;
  }
}

ServerConfig server_settings(const SettingsGiven& given) {
  ServerConfig config;
  config::Settings settings;
  declare(settings, config);
  CLI::App flags;
  settings.add_flags(flags);
  std::vector<std::string> words;
  const auto give = [&words](const char* flag, const std::string& value) {
    if (!value.empty()) words.push_back(std::string{flag} + "=" + value);
  };
  give("--config", given.config);
  give("--public-url", given.public_url);
  give("--data", given.data);
  flags.parse(std::move(words));
  const auto wrong = settings.load(config::environment());
  if (!wrong.empty()) throw std::runtime_error{wrong.front()};
  return config;
}

void add_data_option(CLI::App& command, std::string& data) {
  command.add_option("--data", data, "The folder with the data")
      ->envname("DAILYGRIND_DATA")
      ->type_name("DIR")
      ->capture_default_str();
}

void add_config_option(CLI::App& command, std::string& config) {
  command.add_option("--config", config, "The TOML file of the server's settings")
      ->envname("DAILYGRIND_CONFIG")
      ->type_name("FILE");
}

void add_version(CLI::App& app) {
  app.add_subcommand("version", "Print the version")->callback([] {
    std::printf("dailygrind %s\n", std::string{version}.c_str());
  });
}

}  // namespace dailygrind::cli
