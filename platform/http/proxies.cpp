#include "platform/http/proxies.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <stdexcept>

#include "platform/http/text.hpp"

namespace dailygrind::http {

namespace {

namespace ip = boost::asio::ip;

bool same_prefix(const AddressBytes& a, const AddressBytes& b, unsigned bits) {
  const auto whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  if (bits % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFF << (8 - bits % 8));
  return (a[whole] & mask) == (b[whole] & mask);
}

std::optional<unsigned> parse_number(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value > most) return std::nullopt;
  return value;
}

/// The address of `203.0.113.7`, `203.0.113.7:80`, `2001:db8::1`, `[2001:db8::1]:80`.
std::string_view without_port(std::string_view node) {
  if (node.starts_with('[')) {
    const auto end = node.find(']');
    return end == std::string_view::npos ? std::string_view{} : node.substr(1, end - 1);
  }
  if (std::ranges::count(node, ':') == 1) return node.substr(0, node.find(':'));
  return node;
}

std::string_view unquoted(std::string_view value) {
  if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
    return value.substr(1, value.size() - 2);
  }
  return value;
}

struct Hop {
  std::string_view node;
  std::string_view scheme;
};

Hop parse_forwarded(std::string_view element) {
  Hop hop;
  while (!element.empty()) {
    auto value = take_part(element, ';');
    const auto name = take_part(value, '=');
    if (same_name(name, "for")) hop.node = without_port(unquoted(value));
    if (same_name(name, "proto")) hop.scheme = unquoted(value);
  }
  return hop;
}

/// The elements of every header of that name, in the order sent.
std::vector<std::string_view> list_of(const Request& request, std::string_view name) {
  std::vector<std::string_view> elements;
  for (const auto& field : request.headers) {
    if (!same_name(field.name, name)) continue;
    auto rest = field.value;
    while (!rest.empty()) elements.push_back(take_part(rest, ','));
  }
  return elements;
}

std::vector<Hop> hops_of(const Request& request) {
  std::vector<Hop> hops;
  for (const auto node : list_of(request, "X-Forwarded-For")) {
    hops.push_back({without_port(node), {}});
  }
  if (!hops.empty()) return hops;
  for (const auto element : list_of(request, "Forwarded")) {
    hops.push_back(parse_forwarded(element));
  }
  return hops;
}

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
  boost::system::error_code error;
  const auto address = ip::make_address(text, error);
  if (error) return std::nullopt;
  if (address.is_v6()) return address.to_v6().to_bytes();
  return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& blocks) {
  for (const auto& text : blocks) {
    const auto slash = text.find('/');
    const auto name = std::string_view{text}.substr(0, slash);
    const auto address = parse_address(name);
    const unsigned shift = name.find(':') == std::string_view::npos ? 96 : 0;
    const auto prefix = slash == std::string::npos
                            ? std::optional{128 - shift}
                            : parse_number(std::string_view{text}.substr(slash + 1), 128 - shift);
    if (!address || !prefix) {
      throw std::invalid_argument{"\"" + text + "\" is neither an address nor a CIDR block"};
    }
    blocks_.push_back({*address, *prefix + shift});
  }
}

bool TrustedProxies::trusts(const AddressBytes& address) const {
  return std::ranges::any_of(blocks_, [&](const Block& block) {
    return same_prefix(block.address, address, block.prefix);
  });
}

bool TrustedProxies::trusts(std::string_view address) const {
  if (blocks_.empty()) return false;
  const auto bytes = parse_address(address);
  return bytes && trusts(*bytes);
}

Origin TrustedProxies::origin_of(const Request& request, const Origin& peer) const {
  Origin origin = peer;
  const auto hops = hops_of(request);
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const auto address = parse_address(hop->node);
    if (!address) break;
    origin.address = hop->node;
    if (!hop->scheme.empty()) origin.secure = same_name(hop->scheme, "https");
    if (!trusts(*address)) break;
  }
  const auto schemes = list_of(request, "X-Forwarded-Proto");
  if (!schemes.empty()) origin.secure = same_name(schemes.back(), "https");
  return origin;
}

}  // namespace dailygrind::http
