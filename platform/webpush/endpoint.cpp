#include "platform/webpush/endpoint.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cctype>
#include <charconv>

#include "platform/core/address.hpp"
#include "platform/core/url.hpp"
#include "platform/webpush/sender.hpp"

namespace dailygrind::webpush {
namespace {

namespace asio = boost::asio;

constexpr std::size_t most_bytes = 2048;

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// The host as the resolver takes it: without brackets.
std::string host_of(const boost::urls::url_view& url) {
  auto host = in_lower_case(url.host());
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return host;
}

bool is_local_name(const std::string& host) {
  if (host == "localhost" || host.ends_with(".localhost") || host.ends_with(".")) return true;
  return is_network(host) && !is_public(host);
}

/// The port in decimal, "" where there is none; nothing where it is no port.
std::optional<std::string> port_of(const boost::urls::url_view& url) {
  if (!url.has_port()) return std::string{};
  const std::string text{url.port()};
  std::uint16_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || number == 0) return std::nullopt;
  return std::to_string(number);
}

}  // namespace

std::optional<std::string> origin_of(const std::string& endpoint) {
  const auto url = parse_url(endpoint);
  if (!url || url->encoded_host().empty()) return std::nullopt;
  const auto port = port_of(*url);
  if (!port) return std::nullopt;
  const auto scheme = in_lower_case(std::string{url->scheme()});
  if (scheme != "https" && scheme != "http") return std::nullopt;
  auto origin = scheme + "://" + in_lower_case(std::string{url->encoded_host()});
  const auto preset = scheme == "https" ? "443" : "80";
  if (!port->empty() && *port != preset) origin += ":" + *port;
  return origin;
}

std::string check_endpoint(const std::string& endpoint, bool local_allowed) {
  const auto origin = origin_of(endpoint);
  if (!origin || (!local_allowed && !origin->starts_with("https://"))) {
    return "must be an https address";
  }
  if (endpoint.size() > most_bytes) return "must have at most 2048 bytes";
  const auto url = parse_url(endpoint);
  if (url->has_userinfo() || url->has_fragment()) return "must have no user name and no fragment";
  if (!local_allowed && is_local_name(host_of(*url))) return "must be a public address";
  return {};
}

Task<bool> resolves_publicly(std::string endpoint) {
  const auto url = parse_url(endpoint);
  if (!url) co_return false;
  asio::ip::tcp::resolver resolver{co_await asio::this_coro::executor};
  const auto [error, found] =
      co_await resolver.async_resolve(host_of(*url), "443", asio::as_tuple(asio::use_awaitable));
  co_return !error && !found.empty() && std::ranges::all_of(found, [](const auto& entry) {
    return is_public(entry.endpoint().address().to_string());
  });
}

}  // namespace dailygrind::webpush
