#pragma once

#include <string>

#include "dailygrind/web/files.hpp"
#include "platform/core/server_config.hpp"

namespace dailygrind::web {

/// What the app's page may load, run and call: the value of its Content-Security-Policy (CSP level
/// 3).
[[nodiscard]] std::string content_security_policy(const ServerConfig& config,
                                                  const InlineHashes& hashes);

}  // namespace dailygrind::web
