#pragma once

#include <exception>

#include "platform/http/message.hpp"

namespace dailygrind::api {

/// The one place where an exception becomes a response: a Problem its RFC 9457 document, anything
/// else a bare 500 whose cause is logged under the request id. Suits http::ErrorResponder.
http::Response problem_response(const http::Request& request, std::exception_ptr error);

}  // namespace dailygrind::api
