#include "platform/core/address.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <algorithm>
#include <array>
#include <charconv>

namespace dailygrind {
namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> parse_address(const std::string& text) {
  boost::system::error_code error;
  auto address = ip::make_address(text, error);
  if (error) return std::nullopt;
  return address;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, error] = std::from_chars(begin, end, port);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return port;
}

template <typename Network>
bool is_canonical(const Network& network, const boost::system::error_code& error) {
  return !error && network == network.canonical();
}

/// A block of addresses: those that begin with the first `bits` of `address`.
struct Block {
  const char* address;
  int bits;
};

/// Of IANA's special-purpose registries (RFC 6890), everything that is not globally reachable.
constexpr std::array special_v4{
    Block{"0.0.0.0", 8},       Block{"10.0.0.0", 8},     Block{"100.64.0.0", 10},
    Block{"127.0.0.0", 8},     Block{"169.254.0.0", 16}, Block{"172.16.0.0", 12},
    Block{"192.0.0.0", 24},    Block{"192.0.2.0", 24},   Block{"192.88.99.0", 24},
    Block{"192.168.0.0", 16},  Block{"198.18.0.0", 15},  Block{"198.51.100.0", 24},
    Block{"203.0.113.0", 24},  Block{"224.0.0.0", 4},    Block{"240.0.0.0", 4}};
constexpr Block global_v6{"2000::", 3};
constexpr std::array special_v6{Block{"2001::", 23}, Block{"2001:db8::", 32}, Block{"3fff::", 20}};
constexpr Block translated{"64:ff9b::", 96};  // RFC 6052: the IPv4 address in the last 32 bits
constexpr Block six_to_four{"2002::", 16};    // RFC 3056: the IPv4 address behind the prefix

bool lies_in(const ip::address_v4& address, const Block& block) {
  const ip::network_v4 network{ip::make_address_v4(block.address),
                               static_cast<unsigned short>(block.bits)};
  return ip::network_v4{address, static_cast<unsigned short>(block.bits)}.canonical() == network;
}

bool lies_in(const ip::address_v6& address, const Block& block) {
  const ip::network_v6 network{ip::make_address_v6(block.address),
                               static_cast<unsigned short>(block.bits)};
  return ip::network_v6{address, static_cast<unsigned short>(block.bits)}.canonical() == network;
}

bool is_public_v4(const ip::address_v4& address) {
  return std::ranges::none_of(special_v4,
                              [&](const Block& block) { return lies_in(address, block); });
}

/// The IPv4 address that lies in `address` from that byte on.
ip::address_v4 embedded(const ip::address_v6& address, std::size_t at) {
  const auto bytes = address.to_bytes();
  return ip::address_v4{
      ip::address_v4::bytes_type{bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]}};
}

bool is_public_v6(const ip::address_v6& address) {
  if (address.is_v4_mapped() || lies_in(address, translated)) {
    return is_public_v4(embedded(address, 12));
  }
  if (lies_in(address, six_to_four)) return is_public_v4(embedded(address, 2));
  return lies_in(address, global_v6) &&
         std::ranges::none_of(special_v6,
                              [&](const Block& block) { return lies_in(address, block); });
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = parse_port(text.substr(colon + 1));
  if (!port) return std::nullopt;
  std::string host{text.substr(0, colon)};
  if (host == "localhost") host = "127.0.0.1";
  const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto address = parse_address(host);
  if (!address || address->is_v6() != bracketed) return std::nullopt;
  return Endpoint{std::move(host), *port};
}

bool is_loopback(const std::string& address) {
  const auto parsed = parse_address(address);
  if (!parsed) return false;
  if (parsed->is_v6() && parsed->to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, parsed->to_v6()).is_loopback();
  }
  return parsed->is_loopback();
}

bool is_public(const std::string& address) {
  const auto parsed = parse_address(address);
  if (!parsed) return false;
  return parsed->is_v4() ? is_public_v4(parsed->to_v4()) : is_public_v6(parsed->to_v6());
}

bool is_network(const std::string& text) {
  if (parse_address(text)) return true;
  boost::system::error_code error;
  if (text.find(':') == std::string::npos) {
    return is_canonical(ip::make_network_v4(text, error), error);
  }
  return is_canonical(ip::make_network_v6(text, error), error);
}

}  // namespace dailygrind
