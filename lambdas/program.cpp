#include "lambdas/program.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "dailygrind/event_loop.hpp"
#include "platform/core/config.hpp"
#include "platform/core/log.hpp"
#include "platform/core/time_zone.hpp"

namespace dailygrind::lambda {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Throws std::runtime_error with everything that is wrong.
ServerConfig settings(ServerConfig config) {
  config.aws_region = variable("AWS_REGION");
  config::Settings declared;
  declare(declared, config);
  std::string wrong;
  for (const auto& line : declared.load(config::environment())) {
    wrong += (wrong.empty() ? "" : "; ") + line;
  }
  if (!wrong.empty()) throw std::runtime_error{wrong};
  return config;
}

void tell(cli::EventLoop& loop, RuntimeApi& api, const std::exception& error) {
  log::error("the function ends", {{"cause", std::string_view{error.what()}}});
  try {
    loop.run(api.fail_to_start({"FunctionEnded", error.what()}));
  } catch (const std::exception& failure) {
    log::error("Lambda was not told", {{"cause", std::string_view{failure.what()}}});
  }
}

}  // namespace

int run(const Program& program, const ServerConfig& defaults) {
  const auto address = variable("AWS_LAMBDA_RUNTIME_API");
  if (address.empty()) {
    std::fputs("This is a function for AWS Lambda: AWS_LAMBDA_RUNTIME_API is not set.\n", stderr);
    return 2;
  }
  log::configure(log::Level::info, std::string{log::standard_output});
  cli::EventLoop loop;
  const auto http = http::make_http1_client(loop.context());
  RuntimeApi api{*http, address};
  try {
    Environment environment{.config = settings(defaults), .loop = loop.context()};
    const auto& moment = environment.config.test_clock;
    if (!moment.empty()) environment.clock.set(*parse_rfc3339(moment));
    log::configure(environment.config.log_level, std::string{log::standard_output});
    loop.run(program(environment, api));
  } catch (const std::exception& error) {
    tell(loop, api, error);
  }
  log::flush();
  return 1;
}

}  // namespace dailygrind::lambda
