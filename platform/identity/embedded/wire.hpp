#pragma once

#include <string>

#include "platform/http/router.hpp"
#include "platform/identity/embedded/accounts.hpp"

namespace dailygrind::identity {

/// Adds the wire protocol of Amazon Cognito's user pools for the embedded accounts, which must
/// outlive the router:
///   POST /                                        an operation, named by X-Amz-Target
///   GET  /<pool>/.well-known/jwks.json            the public keys (RFC 7517)
///   GET  /<pool>/.well-known/openid-configuration where they are (OpenID Connect Discovery)
void add_account_routes(http::Router& router, Accounts& accounts, const std::string& pool_id);

/// What the protocol answers to a client over its budget: HTTP 429 with Retry-After, and the
/// error's name in the body, by which AWS clients know it.
http::Response too_many_requests(int retry_after_seconds);

}  // namespace dailygrind::identity
