#include "platform/aws/web_identity.hpp"

#include "platform/aws/small_file.hpp"
#include "platform/aws/sts_answer.hpp"
#include "platform/core/encoding.hpp"

namespace dailygrind::aws {
namespace {

constexpr std::chrono::milliseconds timeout{5'000};
constexpr std::size_t answer_limit = std::size_t{64} * 1024;

std::string region_of(const ProviderParts& parts, const WebIdentity& identity) {
  for (const auto& region : {parts.settings.region, parts.variable("AWS_REGION"),
                             parts.variable("AWS_DEFAULT_REGION"), identity.region}) {
    if (!region.empty()) return region;
  }
  throw CredentialError{"no region is set, so no STS can be asked; set AWS_REGION"};
}

std::string form_of(const WebIdentity& identity, Instant now, std::string_view token) {
  auto session = identity.session_name;
  if (session.empty()) session = "dailygrind-" + std::to_string(now.time_since_epoch().count());
  return "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=" +
         percent_encode(identity.role_arn) + "&RoleSessionName=" + percent_encode(session) +
         "&WebIdentityToken=" + percent_encode(token);
}

}  // namespace

std::string sts_endpoint(const std::string& region) {
  // It becomes part of the host that is given the token.
  if (region.empty() ||
      region.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
    throw CredentialError{"\"" + region + "\" is no region"};
  }
  return "https://sts." + region + ".amazonaws.com" + (region.starts_with("cn-") ? ".cn" : "");
}

Task<Credentials> assume_role(const ProviderParts& parts, const WebIdentity& identity) {
  const auto token = read_token_file(identity.token_file);
  const auto answer = co_await parts.http.send(
      {.method = http::Method::post,
       .url = parts.settings.sts_endpoint(region_of(parts, identity)) + "/",
       .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
       .body = form_of(identity, parts.system.now(), token),
       .timeout = timeout,
       .response_limit = answer_limit});
  if (answer.status != 200) {
    throw CredentialError{"STS answered with " + describe_sts_error(answer)};
  }
  co_return credentials_of_sts(answer.body);
}

Task<Lookup> from_web_identity(const ProviderParts& parts) {
  const WebIdentity identity{.token_file = parts.variable("AWS_WEB_IDENTITY_TOKEN_FILE"),
                             .role_arn = parts.variable("AWS_ROLE_ARN"),
                             .session_name = parts.variable("AWS_ROLE_SESSION_NAME")};
  if (identity.token_file.empty()) {
    co_return std::unexpected{Absent{"AWS_WEB_IDENTITY_TOKEN_FILE is not set"}};
  }
  if (identity.role_arn.empty()) {
    throw CredentialError{"AWS_WEB_IDENTITY_TOKEN_FILE is set, AWS_ROLE_ARN is not"};
  }
  co_return co_await assume_role(parts, identity);
}

}  // namespace dailygrind::aws
