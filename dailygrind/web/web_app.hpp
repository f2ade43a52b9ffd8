#pragma once

#include "platform/core/server_config.hpp"
#include "platform/http/router.hpp"

namespace dailygrind::web {

/// The web app's files at their paths, and its page at each of its addresses (`web/routes.json`).
void mount_web_app(const ServerConfig& config, http::Router& router);

}  // namespace dailygrind::web
