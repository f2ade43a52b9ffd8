#include "platform/http/client_parts.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace dailygrind::http {

std::string_view place_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return "a malformed URL";
  const auto host = url.substr(scheme + 3, url.find_first_of("/?#", scheme + 3) - scheme - 3);
  return url.substr(0, scheme + 3 + host.size());
}

ClientError failure_at(std::string_view url, ClientError::Kind kind, std::string_view cause) {
  return {kind, std::string{place_of(url)}.append(": ").append(cause)};
}

bool breaks_line(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

const std::string& system_authorities() {
  static const std::string file = [] {
    // Debian's place, and Amazon Linux's.
    for (const auto* path :
         {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"}) {
      if (::access(path, R_OK) == 0) return std::string{path};
    }
    return std::string{};
  }();
  return file;
}

bool proxy_in_environment() {
  constexpr std::array names{"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  return std::ranges::any_of(names, [](const char* name) {
    const auto* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
  });
}

}  // namespace dailygrind::http
