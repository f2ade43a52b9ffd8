#include <CLI/CLI.hpp>
#include <optional>

#include "dailygrind/commands.hpp"
#include "dailygrind/embedded/serving.hpp"
#include "platform/host/program.hpp"

namespace dailygrind::cli {

void add_serve(CLI::App& app, int& exit_code, embedded::WebApp web_app) {
  auto* command = app.add_subcommand("serve",
                                     "Serve everything on one address: the web app, the three "
                                     "services, sign-in, documentation, metrics");
  host::add_server_command(*command, ServerConfig{}, exit_code,
                           [web_app = std::move(web_app)](const ServerConfig& config) {
                             return embedded::serve(
                                 config, "dailygrind",
                                 {.user = true, .post = true, .push_notification = true}, web_app);
                           });
}

}  // namespace dailygrind::cli
