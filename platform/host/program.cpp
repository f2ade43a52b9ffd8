#include "platform/host/program.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "platform/core/address.hpp"
#include "platform/core/log.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/core/version.hpp"

namespace dailygrind::host {
namespace {

/// The configuration and its declaration, which refer to each other.
struct Configured {
  explicit Configured(ServerConfig defaults) : config(std::move(defaults)) {
    declare(settings, config);
  }
  ServerConfig config;
  config::Settings settings;
};

int run_guarded(const std::string& program, const ServerConfig& config,
                const std::function<int(const ServerConfig&)>& run) {
  try {
    return run(config);
  } catch (const std::exception& error) {
    log::flush();
    std::fprintf(stderr, "%s: %s\n", program.c_str(), error.what());
    return 1;
  }
}

}  // namespace

void add_server_command(CLI::App& app, ServerConfig defaults, int& exit_code,
                        std::function<int(const ServerConfig&)> run) {
  auto configured = std::make_shared<Configured>(std::move(defaults));
  configured->settings.add_flags(app);
  app.footer(
      "Each option is also a variable (--log-level: DAILYGRIND_LOG_LEVEL) and a key of the TOML "
      "file "
      "that\n--config names. Secrets are only these: smtp-password, DAILYGRIND_SMTP_PASSWORD.");
  app.callback([&app, &exit_code, configured, run = std::move(run)] {
    const auto wrong = configured->settings.load(config::environment());
    for (const auto& line : wrong) std::fprintf(stderr, "%s\n", line.c_str());
    if (!wrong.empty()) {
      exit_code = 2;
      return;
    }
    log::configure(configured->config.log_level, configured->config.log_file);
    exit_code = run_guarded(app.get_name(), configured->config, run);
  });
}

int server_main(int argc, char** argv, const std::string& name, const std::string& help,
                ServerConfig defaults, std::function<int(const ServerConfig&)> run) {
  CLI::App app{help, name};
  app.set_version_flag("--version", name + " " + std::string{version});
  int exit_code = 0;
  add_server_command(app, std::move(defaults), exit_code, std::move(run));
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}

HostSettings host_settings(const ServerConfig& config, std::string program) {
  const auto endpoint = parse_endpoint(config.listen).value();
  return {.program = std::move(program),
          .http = {.address = endpoint.address,
                   .port = endpoint.port,
                   .body_limit = config.body_limit,
                   .connection_limit = config.connection_limit,
                   .drain_timeout = config.drain_timeout,
                   .trusted_proxies = config.trusted_proxies,
                   .cors_origins = config.cors_origins,
                   .tls_certificate = config.tls_certificate,
                   .tls_key = config.tls_key,
                   .access_log = config.access_log},
          .metrics_listen = config.metrics_listen,
          .metrics_public = config.metrics_public,
          .threads = config.threads,
          .test_hooks = config.test_hooks,
          .test_clock = parse_rfc3339(config.test_clock)};
}

}  // namespace dailygrind::host
