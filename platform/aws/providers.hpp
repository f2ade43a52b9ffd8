#pragma once

#include <expected>
#include <stdexcept>
#include <string>

#include "platform/aws/credential_chain.hpp"
#include "platform/aws/credentials.hpp"
#include "platform/core/task.hpp"

/// The links of the credential chain; internal to this folder.
namespace dailygrind::aws {

struct ProviderParts {
  http::Client& http;
  const Clock& system;
  CredentialSettings settings;

  [[nodiscard]] std::string variable(const std::string& name) const {
    return settings.environment(name);
  }
};

/// A place is not set up, for this reason.
struct Absent {
  std::string reason;
};
using Lookup = std::expected<Credentials, Absent>;

/// A place is set up, and gives nothing all the same. The text is for the log and holds no secret.
class CredentialError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Each throws CredentialError or http::ClientError where its place is set up and fails. `parts`
/// must outlive the call.
Task<Lookup> from_environment(const ProviderParts& parts);
Task<Lookup> from_web_identity(const ProviderParts& parts);
Task<Lookup> from_profile(const ProviderParts& parts);
Task<Lookup> from_container(const ProviderParts& parts);
/// Expired ones too: what becomes of them is the caller's to say.
Task<Lookup> from_imds(const ProviderParts& parts);

}  // namespace dailygrind::aws
