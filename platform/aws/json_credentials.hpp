#pragma once

#include <string>
#include <string_view>

#include "platform/aws/credentials.hpp"

namespace dailygrind::aws {

/// The credentials in the JSON that IMDS and the agents of ECS and EKS answer with. Throws
/// CredentialError with the answer's own code where it reports a failure, as IMDS does with status
/// 200, and without any of its text where it is something else.
Credentials credentials_of_json(std::string_view text);

/// `404`, and the code of the JSON of an answer where there is one: for messages.
std::string describe_refusal(int status, std::string_view text);

}  // namespace dailygrind::aws
