#pragma once

#include <string>
#include <string_view>

#include "platform/aws/credentials.hpp"
#include "platform/http/client.hpp"

namespace dailygrind::aws {

/// The credentials in STS's answer to AssumeRoleWithWebIdentity. Throws CredentialError, without
/// any of its text, where it is something else.
Credentials credentials_of_sts(std::string_view xml);

/// `403 AccessDenied: Not authorized …` of an answer with an error: for messages.
std::string describe_sts_error(const http::ClientResponse& response);

}  // namespace dailygrind::aws
