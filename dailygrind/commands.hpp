#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

/// The subcommands of `dailygrind`, one file each. Every function adds its subcommand to `app`;
/// when it is chosen on the command line, its result becomes `exit_code`: 0 done, 1 failed, 2
/// misused.
namespace dailygrind::cli {

void add_serve(CLI::App& app, int& exit_code);
void add_seed(CLI::App& app, int& exit_code);
void add_admin(CLI::App& app, int& exit_code);
void add_backup(CLI::App& app, int& exit_code);
void add_restore(CLI::App& app, int& exit_code);
void add_dlq(CLI::App& app, int& exit_code);
void add_config(CLI::App& app, int& exit_code);
void add_openapi(CLI::App& app, int& exit_code);
void add_completion(CLI::App& app, int& exit_code);
void add_version(CLI::App& app);

/// Runs a command's body: what it throws is printed as one line to standard error and makes 1.
int guarded(const std::string& command, const std::function<int()>& body);

/// Adds `--data DIR` (also DAILYGRIND_DATA), by default `data`.
void add_data_option(CLI::App& command, std::string& data);

}  // namespace dailygrind::cli
