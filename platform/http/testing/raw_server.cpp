#include "platform/http/testing/raw_server.hpp"

#include <sys/socket.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

namespace dailygrind::http::testing {

namespace asio = boost::asio;
using asio::ip::tcp;

RawServer::RawServer(std::string answer, End end)
    : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}),
      answer_(std::move(answer)),
      end_(end),
      thread_([this] { serve(); }) {}

RawServer::~RawServer() {
  ended_ = true;
  // Wakes the thread that waits for a connection.
  boost::system::error_code ignored;
  tcp::socket last{io_};
  last.connect(acceptor_.local_endpoint(), ignored);
}

std::string RawServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) +
         std::string{path};
}

void RawServer::serve() {
  while (true) {
    auto peer = acceptor_.accept();
    if (ended_) return;
    answer(peer);
  }
}

void RawServer::answer(tcp::socket& peer) {
  const timeval bound{20, 0};
  ::setsockopt(peer.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
  std::string request;
  boost::system::error_code error;
  asio::read_until(peer, asio::dynamic_buffer(request), "\r\n\r\n", error);
  if (error) return;
  ++requests_;
  if (end_ == End::reset) {
    peer.set_option(asio::socket_base::linger{true, 0}, error);
    return;
  }
  asio::write(peer, asio::buffer(answer_), error);
  if (end_ == End::close) return;
  peer.shutdown(tcp::socket::shutdown_send, error);
  // Closing with unread bytes would reset the connection before the answer has been read.
  char rest[4096];
  while (!error) peer.read_some(asio::buffer(rest), error);
}

}  // namespace dailygrind::http::testing
