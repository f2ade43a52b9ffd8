#include "platform/http/http1_connection.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace dailygrind::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using boost::system::system_error;

namespace {

constexpr std::uint32_t most_header = 64 * 1024;
constexpr std::size_t usual_headers = 16;
/// Read at a time; most answers are shorter.
constexpr std::size_t piece = 8 * 1024;
constexpr std::size_t large_piece = 64 * 1024;

bool is_address(const std::string& host) {
  error_code error;
  asio::ip::make_address(host, error);
  return !error;
}

/// Beast's parser, straight into a response.
class AnswerParser final : public beast::http::basic_parser<false> {
 public:
  explicit AnswerParser(const WireRequest& request) {
    eager(true);
    skip(!request.body_follows);
    header_limit(most_header);
    body_limit(request.response_limit);
    response.headers.reserve(usual_headers);
  }

  ClientResponse response;

 private:
  using Text = beast::string_view;
  using Error = error_code;

  void on_request_impl(beast::http::verb, Text, Text, int, Error&) override {}
  void on_response_impl(int status, Text, int, Error&) override { response.status = status; }
  void on_field_impl(beast::http::field, Text name, Text value, Error&) override {
    response.headers.emplace_back(std::string{name}, std::string{value});
  }
  void on_header_impl(Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& size, Error&) override {
    if (size) response.body.reserve(static_cast<std::size_t>(*size));
  }
  std::size_t on_body_impl(Text part, Error&) override {
    response.body.append(part.data(), part.size());
    return part.size();
  }
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text part, Error& error) override {
    return on_body_impl(part, error);
  }
  void on_finish_impl(Error&) override {}
};

}  // namespace

/// What has come of an answer.
class Http1Connection::Answer {
 public:
  explicit Answer(const WireRequest& request) : request_(request) { parser_.emplace(request); }

  [[nodiscard]] bool done() const { return parser_->is_done(); }
  /// Whether the connection may be used again.
  [[nodiscard]] bool leaves_open() const { return parser_->keep_alive() && input_.size() == 0; }
  ClientResponse take() { return std::move(parser_->response); }

  [[nodiscard]] asio::mutable_buffer space() {
    return input_.prepare(parser_->is_header_done() ? large_piece : piece);
  }
  void read(std::size_t bytes) {
    input_.commit(bytes);
    while (input_.size() > 0 && !done()) {
      error_code error;
      input_.consume(parser_->put(input_.data(), error));
      if (error == beast::http::error::need_more) return;
      if (error) throw system_error{error};
      // RFC 9110 §15.2: the answer proper follows.
      if (done() && parser_->response.status / 100 == 1) parser_.emplace(request_);
    }
  }
  /// Nothing more comes; where that is the end of a body, it is complete.
  void end() {
    error_code error;
    if (!parser_->got_some()) error = beast::http::error::end_of_stream;
    if (!error) parser_->put_eof(error);
    if (error) throw system_error{error};
  }

 private:
  const WireRequest& request_;
  std::optional<AnswerParser> parser_;
  beast::flat_buffer input_;
};

/// Goes on in a thread of Asio's after a deadline or a cancellation, so it owns what it needs.
struct Http1Connection::Lookup {
  explicit Lookup(asio::io_context& loop)
      : resolver(loop), ended(loop, asio::steady_timer::time_point::max()) {}

  tcp::resolver resolver;
  asio::steady_timer ended;  ///< cancelled when there is a result
  std::optional<error_code> error;
  tcp::resolver::results_type found;
};

void Http1Connection::set_deadline(TimePoint deadline) {
  if (deadline == TimePoint::max()) return clear_deadline();
  timer_.expires_at(deadline);
  timer_.async_wait([weak = weak_from_this()](const error_code& cancelled) {
    const auto alive = weak.lock();
    if (cancelled || !alive) return;
    alive->expired_ = true;
    alive->close();
  });
}

void Http1Connection::close() {
  error_code ignored;
  socket_.close(ignored);
  if (const auto lookup = lookup_.lock()) lookup->ended.cancel();
}

Task<tcp::resolver::results_type> Http1Connection::look_up(const Origin& origin) {
  error_code no_address;
  const auto address = asio::ip::make_address(origin.host, no_address);
  if (!no_address) {
    const tcp::endpoint endpoint{address, static_cast<std::uint16_t>(std::stoi(origin.port))};
    co_return tcp::resolver::results_type::create(endpoint, origin.host, origin.port);
  }
  const auto lookup = std::make_shared<Lookup>(loop_);
  lookup_ = lookup;
  lookup->resolver.async_resolve(origin.host, origin.port,
                                 [lookup](const error_code& error, auto found) {
                                   lookup->error = error;
                                   lookup->found = std::move(found);
                                   lookup->ended.cancel();
                                 });
  co_await lookup->ended.async_wait(asio::as_tuple(asio::use_awaitable));
  if (!lookup->error) throw system_error{asio::error::operation_aborted};
  if (*lookup->error) throw system_error{*lookup->error};
  co_return lookup->found;
}

Task<void> Http1Connection::open(const Origin& origin, asio::ssl::context* tls) {
  const auto endpoints = co_await look_up(origin);
  co_await asio::async_connect(socket_, endpoints, asio::use_awaitable);
  socket_.set_option(tcp::no_delay{true});
  socket_.non_blocking(true);
  if (origin.tls) co_await secure(origin, *tls);
  phase_ = Phase::open;
}

Task<void> Http1Connection::secure(const Origin& origin, asio::ssl::context& tls) {
  phase_ = Phase::securing;
  tls_.emplace(socket_, tls);
  tls_->set_verify_callback(asio::ssl::host_name_verification{origin.host});
  if (!is_address(origin.host)) {
    SSL_set_tlsext_host_name(tls_->native_handle(), origin.host.c_str());
  }
  co_await tls_->async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
}

Task<void> Http1Connection::send(const WireRequest& request) {
  const std::array parts{asio::buffer(request.head), asio::buffer(request.body)};
  if (tls_) {
    co_await asio::async_write(*tls_, parts, asio::use_awaitable);
    co_return;
  }
  // Nearly all fit into the socket's buffer at once, which saves a turn of the loop.
  error_code error;
  const auto sent = socket_.write_some(parts, error);
  if (error && error != asio::error::would_block) throw system_error{error};
  if (sent == request.head.size() + request.body.size()) co_return;
  const auto in_head = std::min(sent, request.head.size());
  const std::array rest{asio::buffer(request.head) + in_head,
                        asio::buffer(request.body) + (sent - in_head)};
  co_await asio::async_write(socket_, rest, asio::use_awaitable);
}

Task<void> Http1Connection::receive(Answer& answer) {
  while (!answer.done()) {
    const auto space = answer.space();
    const auto token = asio::as_tuple(asio::use_awaitable);
    const auto [error, bytes] = tls_ ? co_await tls_->async_read_some(space, token)
                                     : co_await socket_.async_read_some(space, token);
    if (error == asio::error::eof) co_return answer.end();
    if (error) throw system_error{error};
    answered_ = true;
    answer.read(bytes);
  }
}

Task<ClientResponse> Http1Connection::exchange(const WireRequest& request) {
  answered_ = reusable_ = false;
  co_await send(request);
  Answer answer{request};
  co_await receive(answer);
  reusable_ = answer.leaves_open();
  co_return answer.take();
}

bool Http1Connection::quiet() {
  char byte = 0;
  const auto read = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return read < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace dailygrind::http
