#pragma once

#include <string>
#include <string_view>

#include "platform/http/client.hpp"

/// What the clients of this folder do alike.
namespace dailygrind::http {

/// `https://host:port` of a URL: what may stand in a log.
[[nodiscard]] std::string_view place_of(std::string_view url);

/// That there is no answer of a URL, and why.
[[nodiscard]] ClientError failure_at(std::string_view url, ClientError::Kind kind,
                                     std::string_view cause);

/// Whether a header with this in it would be more than one line.
[[nodiscard]] bool breaks_line(std::string_view text);

/// The file with the system's certificate authorities; "" where none is at a place known here.
[[nodiscard]] const std::string& system_authorities();

/// Whether the environment names a proxy, as curl(1) describes in its section "Environment".
[[nodiscard]] bool proxy_in_environment();

}  // namespace dailygrind::http
