#include "platform/aws/json_credentials.hpp"
#include "platform/aws/providers.hpp"
#include "platform/aws/small_file.hpp"
#include "platform/core/address.hpp"
#include "platform/core/encoding.hpp"
#include "platform/core/url.hpp"

/// The agents of ECS and EKS, as the "AWS SDKs and Tools Reference Guide" says under "Container
/// credential provider".
namespace dailygrind::aws {
namespace {

constexpr std::chrono::milliseconds timeout{2'000};
constexpr std::size_t answer_limit = std::size_t{64} * 1024;

/// Whether credentials may come from there without TLS. Names are not looked up: what they resolve
/// to may be another address by the time of the request.
bool may_be_plain(const boost::urls::url_view& url) {
  if (url.encoded_host() == "localhost") return true;
  const std::string address{url.host_address()};
  return is_loopback(address) || address == "169.254.170.2" || address == "169.254.170.23" ||
         address == "fd00:ec2::23";
}

/// Readers of URLs disagree on which part of one with an @ is the host.
bool is_unambiguous(const boost::urls::url_view& url) {
  return !url.encoded_host().empty() && !url.has_userinfo();
}

std::string checked(std::string text) {
  const auto url = parse_url(text);
  if (!url || !is_unambiguous(*url)) {
    throw CredentialError{"AWS_CONTAINER_CREDENTIALS_FULL_URI is no URL"};
  }
  if (url->scheme_id() == boost::urls::scheme::https) return text;
  if (url->scheme_id() == boost::urls::scheme::http && may_be_plain(*url)) return text;
  throw CredentialError{
      "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or http to a loopback address, "
      "169.254.170.2, 169.254.170.23 or [fd00:ec2::23]"};
}

/// "" where none is set.
std::string url_of(const ProviderParts& parts) {
  const auto relative = parts.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  if (relative.empty()) {
    auto full = parts.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    return full.empty() ? full : checked(std::move(full));
  }
  // Without the slash it would go on with the host: `@elsewhere/`.
  if (!relative.starts_with('/')) {
    throw CredentialError{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must begin with /"};
  }
  return parts.settings.ecs_endpoint + relative;
}

http::HeaderList headers_of(const ProviderParts& parts) {
  http::HeaderList headers{{"Accept", "application/json"}};
  const auto file = parts.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  // Read anew for each request: the agent of EKS rotates it.
  auto token =
      file.empty() ? parts.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") : read_token_file(file);
  if (token.find_first_of("\r\n") != std::string::npos) {
    throw CredentialError{"the container's authorization token has a line break"};
  }
  if (!token.empty()) headers.emplace_back("Authorization", std::move(token));
  return headers;
}

}  // namespace

Task<Lookup> from_container(const ProviderParts& parts) {
  auto url = url_of(parts);
  if (url.empty()) {
    co_return std::unexpected{Absent{
        "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is "
        "set"}};
  }
  const auto answer = co_await parts.http.send({.url = std::move(url),
                                                .headers = headers_of(parts),
                                                .timeout = timeout,
                                                .response_limit = answer_limit});
  if (answer.status != 200) {
    throw CredentialError{"it answered with " + describe_refusal(answer.status, answer.body)};
  }
  co_return credentials_of_json(answer.body);
}

}  // namespace dailygrind::aws
