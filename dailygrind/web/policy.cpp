#include "dailygrind/web/policy.hpp"

#include "dailygrind/aws/aws_storage.hpp"

namespace dailygrind::web {
namespace {

/// Of the empty text: Emotion makes style elements that are empty, and fills them with rules.
constexpr std::string_view empty_style = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/// No text becomes markup or a script's address, but what the page's default policy lets through:
/// the address of its worker (web/index.html).
constexpr std::string_view trusted_types =
    "require-trusted-types-for 'script'; trusted-types default";

std::string origin_of(const std::string& url) {
  const auto host = url.find("://") + 3;
  return url.substr(0, url.find_first_of("/?#", host));
}

/// Whom the app calls besides the server that it came from.
std::string called(const ServerConfig& config) {
  auto origins = origin_of(address_of(config));
  if (!config.issuer.empty()) origins += " " + origin_of(config.issuer);
  if (config.storage == StorageKind::aws) {
    origins += " " + origin_of(aws::address_of_blobs(config, "user"));
  }
  return origins;
}

}  // namespace

std::string content_security_policy(const ServerConfig& config, const InlineHashes& hashes) {
  std::string policy = "default-src 'none'";
  const auto add_source = [&policy](std::string_view source) {
    if (!source.empty()) policy.append(" ").append(source);
  };
  const auto add = [&](std::string_view directive, std::string_view source = {}) {
    policy.append("; ").append(directive);
    add_source(source);
  };
  add("script-src 'self'", hashes.scripts);
  add("style-src 'self'", empty_style);
  add_source(hashes.styles);
  add("img-src 'self' data: blob:", origin_of(address_of(config)));
  add("font-src 'self'");
  add("connect-src 'self'", called(config));
  add("manifest-src 'self'");
  add("worker-src 'self'");
  add("base-uri 'none'");
  add("form-action 'none'");
  add("frame-ancestors 'none'");
  add(trusted_types);
  return policy;
}

}  // namespace dailygrind::web
