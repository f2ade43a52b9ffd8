#pragma once

#include <string_view>

#include "platform/core/server_config.hpp"
#include "platform/identity/embedded/admission.hpp"

namespace dailygrind {

/// Who may sign up, as the configuration says.
[[nodiscard]] identity::SignUpRules sign_up_rules(const ServerConfig& config);

/// As the configuration and `/config.json` name it.
[[nodiscard]] std::string_view name_of(SignUp mode);

}  // namespace dailygrind
