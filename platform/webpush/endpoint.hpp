#pragma once

#include <string>

#include "platform/core/task.hpp"

namespace dailygrind::webpush {

/// What is wrong with an endpoint as far as its text tells, as the rest of a sentence that begins
/// with "must" ("must be …"), or "": no https URL, longer than 2,048 bytes, with a user name, or an
/// address that is not public. `local_allowed` takes http and every address.
[[nodiscard]] std::string check_endpoint(const std::string& endpoint, bool local_allowed);

/// Looks the host of a well-formed endpoint up: false where it has no address or one of them is not
/// public. Only for a refusal in time; what counts is the check when a connection is made.
[[nodiscard]] Task<bool> resolves_publicly(std::string endpoint);

}  // namespace dailygrind::webpush
