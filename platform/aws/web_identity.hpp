#pragma once

#include <filesystem>
#include <string>

#include "platform/aws/providers.hpp"

namespace dailygrind::aws {

/// The role that a token of another issuer is exchanged for.
struct WebIdentity {
  std::filesystem::path token_file;  ///< read for each exchange: Kubernetes rotates it
  std::string role_arn;
  std::string session_name;  ///< "" takes one that is made up
  std::string region;        ///< where neither the settings nor the environment say one
};

/// Asks STS for AssumeRoleWithWebIdentity ("AWS Security Token Service API Reference"), which is
/// not signed. Throws CredentialError or http::ClientError.
Task<Credentials> assume_role(const ProviderParts& parts, const WebIdentity& identity);

}  // namespace dailygrind::aws
