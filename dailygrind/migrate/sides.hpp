#pragma once

#include <string>

#include "platform/core/server_config.hpp"

namespace dailygrind::migrate {

/// The settings of a server whose items are where `side` says: `sqlite:FOLDER`, or
/// `dynamodb:PREFIX` in the account of `config`, where no prefix is that of `config`. Throws
/// std::runtime_error with one sentence where it is neither or the account is not named.
[[nodiscard]] ServerConfig settings_of(const std::string& side, ServerConfig config);

}  // namespace dailygrind::migrate
