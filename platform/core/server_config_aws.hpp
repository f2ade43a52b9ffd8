#pragma once

#include "platform/core/server_config.hpp"

namespace dailygrind {

/// The settings of the group AWS: a part of `declare`.
void declare_aws(config::Settings& settings, ServerConfig& to);

}  // namespace dailygrind
