#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace dailygrind::http {

/// Listens on `address` and `port` once for each loop; the loops share the port by SO_REUSEPORT.
/// Throws std::system_error that names the address where it cannot be used, also where another
/// program of the same user listens there with SO_REUSEPORT, which the system would allow.
[[nodiscard]] std::vector<boost::asio::ip::tcp::acceptor> bind_all(
    const std::string& address, std::uint16_t port,
    const std::vector<boost::asio::io_context*>& loops);

}  // namespace dailygrind::http
