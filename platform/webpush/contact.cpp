#include <algorithm>
#include <array>

#include "platform/core/address.hpp"
#include "platform/core/url.hpp"
#include "platform/webpush/vapid.hpp"

namespace dailygrind::webpush {
namespace {

constexpr std::string_view mail = "mailto:";

/// The host behind a contact, in lower case; "" where it is none.
std::string host_of(const std::string& contact) {
  const auto url = parse_url(contact);
  if (!url || contact.find_first_of(" <>") != std::string::npos) return {};
  std::string host;
  if (url->scheme() == "https") {
    host = url->host();
  } else if (contact.starts_with(mail)) {
    const auto address = std::string_view{contact}.substr(mail.size());
    const auto at = address.rfind('@');
    if (at != 0 && at != std::string_view::npos) host = address.substr(at + 1);
  }
  std::ranges::transform(host, host.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : static_cast<char>(c);
  });
  return host;
}

/// Names that RFC 2606 and RFC 6762 reserve, and addresses: nobody can be asked there.
bool is_placeholder(std::string_view host) {
  constexpr std::array names{"example.com", "example.org", "example.net", "example", "test",
                             "invalid",     "localhost",   "local",       "internal"};
  if (host.find('.') == std::string_view::npos || is_network(std::string{host})) return true;
  return std::ranges::any_of(names, [&](std::string_view name) {
    return host == name || (host.ends_with(name) && host[host.size() - name.size() - 1] == '.');
  });
}

}  // namespace

std::string check_contact(const std::string& contact) {
  const auto host = host_of(contact);
  if (host.empty()) return "is neither a mailto: nor an https: address";
  if (host.front() == '[' || is_placeholder(host)) {
    return "is a placeholder that Apple's push service refuses: name an address where the operator "
           "of this server can be reached";
  }
  return {};
}

}  // namespace dailygrind::webpush
