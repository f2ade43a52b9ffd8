#include "dailygrind/commands.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "platform/core/version.hpp"

namespace dailygrind::cli {

int guarded(const std::string& command, const std::function<int()>& body) {
  try {
    return body();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dailygrind %s: %s\n", command.c_str(), error.what());
    return 1;
  }
}

void add_data_option(CLI::App& command, std::string& data) {
  command.add_option("--data", data, "The folder with the data")
      ->envname("DAILYGRIND_DATA")
      ->type_name("DIR")
      ->capture_default_str();
}

void add_version(CLI::App& app) {
  app.add_subcommand("version", "Print the version")->callback([] {
    std::printf("dailygrind %s\n", std::string{version}.c_str());
  });
}

}  // namespace dailygrind::cli
