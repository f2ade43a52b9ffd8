#pragma once

#include "platform/core/server_config.hpp"
#include "platform/identity/embedded/admission.hpp"

namespace dailygrind {

/// Who may sign up, as the configuration says.
[[nodiscard]] identity::SignUpRules sign_up_rules(const ServerConfig& config);

}  // namespace dailygrind
