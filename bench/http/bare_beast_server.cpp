// The limit that the benchmarks compare with: Beast's own coroutine server shape, answering every
// request with the same small JSON document. No routing, limits, log or metrics.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "bench/http/small_answer.hpp"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;
using asio::ip::tcp;

http::response<http::string_body> respond(const http::request<http::string_body>& request) {
  http::response<http::string_body> response{http::status::ok, request.version()};
  response.set(http::field::content_type, "application/json");
  response.keep_alive(request.keep_alive());
  response.body() = dailygrind::bench::small_answer;
  response.prepare_payload();
  return response;
}

asio::awaitable<void> serve(beast::tcp_stream stream) {
  beast::flat_buffer buffer;
  try {
    for (;;) {
      stream.expires_after(std::chrono::seconds{30});
      http::request<http::string_body> request;
      co_await http::async_read(stream, buffer, request, use_awaitable);
      auto response = respond(request);
      const bool keep_alive = response.keep_alive();
      co_await http::async_write(stream, response, use_awaitable);
      if (!keep_alive) break;
    }
  } catch (const boost::system::system_error&) {
    co_return;  // the peer has closed
  }
  beast::error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> listen(tcp::endpoint endpoint) {
  tcp::acceptor acceptor{co_await asio::this_coro::executor, endpoint};
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    socket.set_option(tcp::no_delay{true});
    asio::co_spawn(acceptor.get_executor(), serve(beast::tcp_stream{std::move(socket)}),
                   asio::detached);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s PORT\n", argv[0]);
    return 2;
  }
  try {
    asio::io_context loop{1};
    const auto port = static_cast<unsigned short>(std::strtoul(argv[1], nullptr, 10));
    asio::co_spawn(loop, listen({asio::ip::address_v4::loopback(), port}), asio::detached);
    loop.run();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
