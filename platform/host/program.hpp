#pragma once

#include <functional>
#include <string>

#include "platform/core/server_config.hpp"
#include "platform/host/host.hpp"

namespace CLI {
class App;
}

namespace dailygrind::host {

/// Gives `app` the flags of every server setting and a callback that loads the configuration,
/// applies the log settings and calls `run`; its result becomes `exit_code`. Wrong settings are
/// printed to standard error, one line each, and make the exit code 2; what `run` throws is printed
/// as one line and makes it 1.
void add_server_command(CLI::App& app, ServerConfig defaults, int& exit_code,
                        std::function<int(const ServerConfig&)> run);

/// `main` of a program that is one server: parses the command line and runs.
int server_main(int argc, char** argv, const std::string& name, const std::string& help,
                ServerConfig defaults, std::function<int(const ServerConfig&)> run);

/// What a host needs of the configuration.
HostSettings host_settings(const ServerConfig& config, std::string program);

}  // namespace dailygrind::host
