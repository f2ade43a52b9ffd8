#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dailygrind {

/// An IP address and a port.
struct Endpoint {
  std::string address;  ///< as it is written, without brackets
  std::uint16_t port = 0;
  bool operator==(const Endpoint&) const = default;
};

/// `127.0.0.1:9000`, `[::1]:9000` or `localhost:9000`, which is 127.0.0.1. Names are not looked up.
std::optional<Endpoint> parse_endpoint(std::string_view text);
/// True for 127.0.0.0/8, ::1 and their IPv4-mapped forms; false for what is no address.
bool is_loopback(const std::string& address);
/// True for an address that anybody's packets may be sent to: none of the private, loopback,
/// link-local, shared, multicast, documentation or reserved blocks of IANA's special-purpose
/// registries, nor an IPv6 form of an IPv4 address from one of them. False for what is no address.
bool is_public(const std::string& address);
/// True for an address or a block such as `10.0.0.0/8` whose bits behind the prefix are 0.
bool is_network(const std::string& text);

}  // namespace dailygrind
