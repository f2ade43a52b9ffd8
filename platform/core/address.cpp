#include "platform/core/address.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
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

bool is_network(const std::string& text) {
  if (parse_address(text)) return true;
  boost::system::error_code error;
  if (text.find(':') == std::string::npos) {
    return is_canonical(ip::make_network_v4(text, error), error);
  }
  return is_canonical(ip::make_network_v6(text, error), error);
}

}  // namespace dailygrind
