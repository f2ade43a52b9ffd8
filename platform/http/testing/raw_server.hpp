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
  /// Closes each connection behind its answer, and does not wait for the client to do so. For
  /// requests without a body: unread bytes would reset the connection.
  struct Closing {
    std::string answer;
  };

  explicit RawServer(std::string answer) : RawServer(std::move(answer), End::wait) {}
  explicit RawServer(Reset) : RawServer("", End::reset) {}
  explicit RawServer(Closing closing) : RawServer(std::move(closing.answer), End::close) {}
  ~RawServer();

  [[nodiscard]] std::string url(std::string_view path) const;
  /// Requests whose header has come.
  [[nodiscard]] std::uint64_t requests() const { return requests_; }

 private:
  enum class End : std::uint8_t { wait, close, reset };

  RawServer(std::string answer, End end);
  void serve();
  void answer(boost::asio::ip::tcp::socket& peer);

  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  const std::string answer_;
  const End end_;
  std::atomic<bool> ended_{false};
  std::atomic<std::uint64_t> requests_{0};
  std::jthread thread_;
};

}  // namespace dailygrind::http::testing
