#pragma once

#include "dailygrind/aws/services.hpp"
#include "platform/core/task.hpp"
#include "platform/webpush/vapid_key.hpp"

namespace dailygrind::aws {

/// The keys in the secret of the setting `vapid-keys-secret`, the oldest first. Throws
/// std::runtime_error with one sentence that names the setting where they cannot be had.
Task<std::vector<webpush::VapidKey>> read_vapid_secret(Client& secrets_manager, std::string arn);

/// The same from a plain function.
[[nodiscard]] std::vector<webpush::VapidKey> fetch_vapid_keys(const ServerConfig& config,
                                                              Random& random);

}  // namespace dailygrind::aws
