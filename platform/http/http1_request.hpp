#pragma once

#include <string>

#include "platform/http/client.hpp"
#include "platform/http/http1_connection.hpp"

namespace dailygrind::http {

/// A URL apart.
struct Target {
  Origin origin;
  std::string authority;  ///< as `Host` says it
  std::string path;       ///< with the query
};
/// Throws ClientError (bad_request) for what is no URL of http or https, or names a user.
[[nodiscard]] Target target_of(const std::string& url);

/// Whether a body belongs to such a request; that of others is not sent.
[[nodiscard]] bool takes_body(const ClientRequest& request);

/// What is sent before the body (RFC 9112 §2.1). Throws ClientError (bad_request) for headers that
/// are more than one line.
[[nodiscard]] std::string head_of(const ClientRequest& request, const Target& target);

}  // namespace dailygrind::http
