#include "platform/aws/json_credentials.hpp"
#include "platform/aws/providers.hpp"
#include "platform/core/encoding.hpp"
#include "platform/http/text.hpp"

/// EC2's instance metadata service, version 2 only, as the "Amazon EC2 User Guide" says under "Use
/// the Instance Metadata Service to access instance metadata".
namespace dailygrind::aws {
namespace {

constexpr std::chrono::milliseconds timeout{1'000};
constexpr std::size_t answer_limit = std::size_t{64} * 1024;
constexpr auto role_path = "/latest/meta-data/iam/security-credentials/";

std::string endpoint_of(const ProviderParts& parts) {
  auto endpoint = parts.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT");
  if (endpoint.empty()) {
    endpoint = http::same_name(parts.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "ipv6")
                   ? "http://[fd00:ec2::254]"
                   : parts.settings.imds_endpoint;
  }
  while (endpoint.ends_with('/')) endpoint.pop_back();
  return endpoint;
}

/// Nothing answers where the machine is no instance.
Task<std::expected<http::ClientResponse, Absent>> ask_for_token(const ProviderParts& parts,
                                                                const std::string& endpoint) {
  try {
    co_return co_await parts.http.send(
        {.method = http::Method::put,
         .url = endpoint + "/latest/api/token",
         .headers = {{"X-aws-ec2-metadata-token-ttl-seconds", "21600"}},
         .timeout = timeout,
         .response_limit = answer_limit});
  } catch (const http::ClientError& error) {
    co_return std::unexpected{Absent{error.what()}};
  }
}

Task<http::ClientResponse> ask(const ProviderParts& parts, std::string url,
                               const std::string& token) {
  co_return co_await parts.http.send({.url = std::move(url),
                                      .headers = {{"X-aws-ec2-metadata-token", token}},
                                      .timeout = timeout,
                                      .response_limit = answer_limit});
}

[[noreturn]] void refuse(const char* what, const http::ClientResponse& answer) {
  throw CredentialError{std::string{"it answered the question for "} + what + " with " +
                        describe_refusal(answer.status, answer.body)};
}

Task<Credentials> fetch(const ProviderParts& parts, const std::string& url,
                        const std::string& token) {
  const auto answer = co_await ask(parts, url, token);
  if (answer.status != 200) refuse("credentials", answer);
  co_return credentials_of_json(answer.body);
}

}  // namespace

Task<Lookup> from_imds(const ProviderParts& parts) {
  if (http::same_name(parts.variable("AWS_EC2_METADATA_DISABLED"), "true")) {
    co_return std::unexpected{Absent{"AWS_EC2_METADATA_DISABLED is true"}};
  }
  const auto endpoint = endpoint_of(parts);
  const auto first = co_await ask_for_token(parts, endpoint);
  if (!first) co_return std::unexpected{first.error()};
  if (first->status != 200) refuse("a token", *first);
  const std::string token{trim(first->body)};
  const auto roles = co_await ask(parts, endpoint + role_path, token);
  if (roles.status == 404) co_return std::unexpected{Absent{"the instance has no role"}};
  if (roles.status != 200) refuse("the role", roles);
  // An instance has one role at most; the answer is a list all the same.
  const auto role = trim(std::string_view{roles.body}.substr(0, roles.body.find('\n')));
  if (role.empty()) co_return std::unexpected{Absent{"the instance has no role"}};
  co_return co_await fetch(parts, endpoint + role_path + percent_encode(role), token);
}

}  // namespace dailygrind::aws
