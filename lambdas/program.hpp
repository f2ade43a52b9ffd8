#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>

#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/random.hpp"
#include "platform/core/server_config.hpp"
#include "platform/core/task.hpp"
#include "platform/lambda/runtime.hpp"

namespace dailygrind::lambda {

/// What every function has. Everything runs on the one loop.
struct Environment {
  ServerConfig config;  ///< from the variables DAILYGRIND_…, AWS's region from AWS_REGION
  boost::asio::io_context& loop;
  AdjustableClock clock;  ///< moved by the settings of tests alone
  SystemClock system;
  SystemRandom random;
  metrics::Registry metrics;
};

/// Makes a function and serves it, as `serve` does. Both outlive the task. What it throws before
/// it serves is told Lambda as an error of the start.
using Program = std::function<Task<>(Environment& environment, RuntimeApi& api)>;

/// The main function of all functions: the log goes to standard output, which Lambda collects.
/// `defaults` are the settings where the variables say nothing. The exit code: 1 after an error, 2
/// where no Lambda started this.
int run(const Program& program, const ServerConfig& defaults = {});

}  // namespace dailygrind::lambda
