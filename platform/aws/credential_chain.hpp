#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "platform/aws/credentials.hpp"
#include "platform/core/clock.hpp"
#include "platform/http/client.hpp"

namespace dailygrind::aws {

/// `https://sts.<region>.amazonaws.com`, in China's partition `.amazonaws.com.cn`. Throws
/// std::runtime_error for what cannot be a region.
[[nodiscard]] std::string sts_endpoint(const std::string& region);

/// A variable of the process, "" where it is not set.
[[nodiscard]] std::string process_environment(const std::string& name);

/// What the chain reads. The defaults are those of AWS's SDKs; tests give others.
struct CredentialSettings {
  /// The value of a variable, "" where it is not set. Called from any thread.
  std::function<std::string(const std::string& name)> environment = process_environment;
  /// Where `.aws/` lies; empty takes the variable HOME.
  std::filesystem::path home;
  /// Whose STS is asked; "" takes AWS_REGION, AWS_DEFAULT_REGION, then the profile's `region`.
  std::string region;
  /// AWS_EC2_METADATA_SERVICE_ENDPOINT wins, then AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE.
  std::string imds_endpoint = "http://169.254.169.254";
  std::string ecs_endpoint = "http://169.254.170.2";
  std::function<std::string(const std::string& region)> sts_endpoint = aws::sts_endpoint;
};

/// Credentials from the first of these places that is set up, in the order of the "AWS SDKs and
/// Tools Reference Guide" ("Standardized credential providers"):
///
/// 1. the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN;
/// 2. a web identity: AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN, AWS_ROLE_SESSION_NAME;
/// 3. the profile AWS_PROFILE (`default`) of the shared files ~/.aws/credentials and ~/.aws/config,
///    or AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE: keys, or a web identity;
/// 4. the container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI, with
///    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN;
/// 5. the instance: IMDSv2, unless AWS_EC2_METADATA_DISABLED is `true`.
///
/// A place that is set up and fails ends the search: going on could take another identity than the
/// one that was meant. `get` then throws Problem::unavailable, as where no place is set up; its
/// cause names each place that was looked at and why it gave none, never a secret.
///
/// Credentials that expire are fetched again five minutes before they do; while that fails, those
/// at hand serve for as long as they last, and those of an instance even longer, as IMDS wants it
/// ("static stability"). During a fetch others get what is at hand; with less than a minute left,
/// or with nothing, they wait for the one fetch. There are no retries within a fetch: a failure
/// stands for a second, or for ten while there are credentials, and the next `get` tries again.
///
/// Thread-safe, provided that the loop of each caller runs on one thread. Files are read on the
/// caller's loop: they are small and local. It must outlive its calls; a fetch may outlive it, on
/// the loop of the caller that began it, so `http` and `system` must be there until the loops of
/// its callers have ended. `http` must reach the addresses above without a proxy, so where one is
/// set, NO_PROXY names them.
[[nodiscard]] std::unique_ptr<CredentialsSource> make_credential_chain(
    http::Client& http, const Clock& system, CredentialSettings settings = {});

}  // namespace dailygrind::aws
