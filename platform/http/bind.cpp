#include "platform/http/bind.hpp"

#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <system_error>

namespace dailygrind::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr int backlog = 4096;

std::string name_of(const tcp::endpoint& endpoint) {
  const auto address = endpoint.address().to_string();
  const auto port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + address + "]:" + port : address + ":" + port;
}

[[noreturn]] void fail(const tcp::endpoint& endpoint, const boost::system::error_code& error) {
  const auto what = error == asio::error::address_in_use
                        ? name_of(endpoint) + " is in use by another program"
                        : "cannot listen on " + name_of(endpoint);
  throw std::system_error{error.value(), std::system_category(), what};
}

tcp::endpoint parse_endpoint(const std::string& address, std::uint16_t port) {
  boost::system::error_code error;
  const auto name = address == "localhost" ? std::string{"127.0.0.1"} : address;
  const auto parsed = asio::ip::make_address(name, error);
  if (error) {
    throw std::system_error{EINVAL, std::system_category(),
                            "\"" + address + "\" is no IP address to listen on"};
  }
  return {parsed, port};
}

tcp::acceptor bind_one(asio::io_context& loop, const tcp::endpoint& endpoint, bool shared) {
  boost::system::error_code error;
  tcp::acceptor acceptor{loop};
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error && shared) acceptor.set_option(ReusePort{true}, error);
  if (!error && endpoint.address().is_v6()) {
    acceptor.set_option(asio::ip::v6_only{!endpoint.address().is_unspecified()}, error);
  }
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(backlog, error);
  if (error) fail(endpoint, error);
  return acceptor;
}

}  // namespace

std::vector<tcp::acceptor> bind_all(const std::string& address, std::uint16_t port,
                                    const std::vector<asio::io_context*>& loops) {
  auto endpoint = parse_endpoint(address, port);
  std::vector<tcp::acceptor> acceptors;
  if (loops.size() == 1) {
    acceptors.push_back(bind_one(*loops.front(), endpoint, false));
    return acceptors;
  }
  // An exclusive listener first: it fails where anybody listens, whichever options they set.
  endpoint.port(bind_one(*loops.front(), endpoint, false).local_endpoint().port());
  for (auto* loop : loops) acceptors.push_back(bind_one(*loop, endpoint, true));
  return acceptors;
}

}  // namespace dailygrind::http
