#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "platform/core/server_config.hpp"
#include "platform/http/router.hpp"

namespace dailygrind::embedded {

/// Which services a program holds. The embedded accounts live beside the user service.
struct Parts {
  bool user = false;
  bool post = false;
  bool push_notification = false;
};

/// Adds the routes of a web app to those of the services.
using WebApp = std::function<void(const ServerConfig&, http::Router&)>;

/// Opens the data folder's parts, serves until SIGTERM, and returns the exit code. Throws
/// std::runtime_error with one sentence where something cannot be opened.
int serve(const ServerConfig& config, const std::string& program, Parts parts,
          const WebApp& web_app = {});

/// The OpenAPI document of the parts.
boost::json::object openapi_of(Parts parts);

}  // namespace dailygrind::embedded
