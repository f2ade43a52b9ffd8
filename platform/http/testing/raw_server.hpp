#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

namespace dailygrind::http::testing {

/// A server on the loopback address that answers every request, once its header has come, with
/// bytes that need be no HTTP, or resets the connection; for tests of clients. On a thread of its
/// own.
class RawServer {
 public:
  struct Reset {};

  explicit RawServer(std::string answer) : RawServer(std::move(answer), false) {}
  explicit RawServer(Reset) : RawServer("", true) {}
  ~RawServer();

  [[nodiscard]] std::string url(std::string_view path) const;
  /// Requests whose header has come.
  [[nodiscard]] std::uint64_t requests() const { return requests_; }

 private:
  RawServer(std::string answer, bool reset);
  void serve();
  void answer(boost::asio::ip::tcp::socket& peer);

  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  const std::string answer_;
  const bool reset_;
  std::atomic<bool> ended_{false};
  std::atomic<std::uint64_t> requests_{0};
  std::jthread thread_;
};

}  // namespace dailygrind::http::testing
