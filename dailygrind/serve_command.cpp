#include <CLI/CLI.hpp>
#include <optional>

#include "dailygrind/commands.hpp"
#include "dailygrind/embedded/serving.hpp"
#include "platform/host/program.hpp"

namespace dailygrind::cli {

void add_serve(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "serve",
      "Serve everything on one address: the three services, sign-in, documentation, metrics");
  host::add_server_command(*command, ServerConfig{}, exit_code, [](const ServerConfig& config) {
    return embedded::serve(config, "dailygrind",
                           {.user = true, .post = true, .push_notification = true});
  });
}

}  // namespace dailygrind::cli
