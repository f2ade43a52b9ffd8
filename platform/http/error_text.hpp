#pragma once

#include <exception>

#include "platform/http/message.hpp"

namespace dailygrind::http {

/// A bare answer for a server without an ErrorResponder, or whose responder failed: the status of a
/// Problem with its headers, else 500.
[[nodiscard]] Response plain_error(const std::exception_ptr& failure);

}  // namespace dailygrind::http
