#include "platform/aws/credential_chain.hpp"

#include <array>
#include <cstdlib>

#include "platform/aws/providers.hpp"
#include "platform/aws/refreshing_credentials.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"

namespace dailygrind::aws {
namespace {

/// One place of the chain.
struct Place {
  const char* name;
  Task<Lookup> (*look)(const ProviderParts& parts);
  bool outlast_expiry = false;
};

constexpr std::array places{
    Place{"environment", from_environment},      Place{"web identity", from_web_identity},
    Place{"shared files", from_profile},         Place{"container", from_container},
    Place{"instance metadata", from_imds, true},
};

void log_found(const Place& place, const Credentials& found) {
  log::info("AWS credentials fetched",
            {{"from", place.name},
             {"expires", found.expires ? format_rfc3339(*found.expires) : "never"}});
}

Task<Lookup> look(const Place& place, const ProviderParts& parts, const std::string& before) {
  try {
    co_return co_await place.look(parts);
  } catch (const std::exception& error) {
    throw Problem::unavailable("no AWS credentials: " + before + place.name + ": " + error.what());
  }
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the coroutine keeps its copy
Task<Fetched> search(std::shared_ptr<const ProviderParts> parts) {
  std::string seen;
  for (const auto& place : places) {
    auto found = co_await look(place, *parts, seen);
    if (found) {
      log_found(place, *found);
      co_return Fetched{std::move(*found), place.outlast_expiry};
    }
    seen += std::string{place.name} + ": " + found.error().reason + "; ";
  }
  seen.resize(seen.size() - 2);
  throw Problem::unavailable("no AWS credentials: " + seen);
}

}  // namespace

std::string process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? value : "";
}

std::unique_ptr<CredentialsSource> make_credential_chain(http::Client& http, const Clock& system,
                                                         CredentialSettings settings) {
  auto parts =
      std::make_shared<const ProviderParts>(ProviderParts{http, system, std::move(settings)});
  return std::make_unique<RefreshingCredentials>([parts] { return search(parts); }, system);
}

}  // namespace dailygrind::aws
