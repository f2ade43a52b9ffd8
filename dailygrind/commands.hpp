#pragma once

#include <functional>
#include <string>

#include "dailygrind/embedded/serving.hpp"
#include "platform/core/server_config.hpp"

namespace CLI {
class App;
}

/// The subcommands of `dailygrind`, one file each. Every function adds its subcommand to `app`;
/// when it is chosen on the command line, its result becomes `exit_code`: 0 done, 1 failed, 2
/// misused.
namespace dailygrind::cli {

/// `web_app` is served beside the services.
void add_serve(CLI::App& app, int& exit_code, embedded::WebApp web_app);
void add_seed(CLI::App& app, int& exit_code);
void add_admin(CLI::App& app, int& exit_code);
void add_backup(CLI::App& app, int& exit_code);
void add_restore(CLI::App& app, int& exit_code);
void add_migrate(CLI::App& app, int& exit_code);
void add_push(CLI::App& app, int& exit_code);
void add_dlq(CLI::App& app, int& exit_code);
void add_config(CLI::App& app, int& exit_code);
void add_openapi(CLI::App& app, int& exit_code);
void add_completion(CLI::App& app, int& exit_code);
void add_version(CLI::App& app);

/// Runs a command's body: what it throws is printed as one line to standard error and makes 1.
int guarded(const std::string& command, const std::function<int()>& body);

/// What a command's own options say of the server's settings; "" is nothing.
struct SettingsGiven {
  std::string config;
  std::string data;
  std::string public_url;
};
/// The settings that a server on that folder has, from the file and the environment too. Throws
/// std::runtime_error with the first wrong one.
ServerConfig server_settings(const SettingsGiven& given);

/// Adds `--data DIR` (also DAILYGRIND_DATA), by default `data`.
void add_data_option(CLI::App& command, std::string& data);

/// `--config`, for commands that ask `server_settings`.
void add_config_option(CLI::App& command, std::string& config);

}  // namespace dailygrind::cli
