#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "platform/core/server_config.hpp"

namespace dailygrind::embedded {

/// Which services a program holds. The embedded accounts live beside the user service.
struct Parts {
  bool user = false;
  bool post = false;
  bool push_notification = false;
};

/// Opens the data folder's parts, serves until SIGTERM, and returns the exit code. Throws
/// std::runtime_error with one sentence where something cannot be opened.
int serve(const ServerConfig& config, const std::string& program, Parts parts);

/// The OpenAPI document of the parts.
boost::json::object openapi_of(Parts parts);

}  // namespace dailygrind::embedded
