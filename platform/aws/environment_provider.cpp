#include "platform/aws/providers.hpp"

namespace dailygrind::aws {

Task<Lookup> from_environment(const ProviderParts& parts) {
  Credentials found{.access_key_id = parts.variable("AWS_ACCESS_KEY_ID"),
                    .secret_access_key = parts.variable("AWS_SECRET_ACCESS_KEY"),
                    .session_token = parts.variable("AWS_SESSION_TOKEN")};
  if (found.access_key_id.empty()) {
    co_return std::unexpected{Absent{"AWS_ACCESS_KEY_ID is not set"}};
  }
  if (found.secret_access_key.empty()) {
    throw CredentialError{"AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is not"};
  }
  co_return found;
}

}  // namespace dailygrind::aws
