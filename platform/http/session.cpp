#include "platform/http/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl.hpp>

#include "platform/core/log.hpp"

namespace dailygrind::http {

namespace asio = boost::asio;

namespace {

constexpr auto outcome = asio::as_tuple(asio::deferred);
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";
/// Answers to pipelined requests are gathered up to this size.
constexpr std::size_t most_gathered_bytes = 64 * 1024;

auto streamed_body(const Router& router) {
  return [&router](const Request& request) -> std::optional<std::size_t> {
    const auto* route = router.find_streaming(request.method, request.path);
    if (route == nullptr) return std::nullopt;
    return route->body_limit;
  };
}

}  // namespace

std::shared_ptr<Session> Session::open(Loop& loop, Socket socket) {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return nullptr;
  socket.set_option(asio::ip::tcp::no_delay{true}, error);
  socket.non_blocking(true, error);
  if (error) return nullptr;
  auto address = endpoint.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return std::make_shared<Session>(loop, std::move(socket), loop.context().certificates.current(),
                                   address.to_string(), address.is_loopback());
}

Session::Session(Loop& loop, Socket socket, Certificates::Context tls, std::string peer,
                 bool loopback)
    : loop_(loop.shared_from_this()),
      socket_(std::move(socket)),
      tls_context_(std::move(tls)),
      peer_(std::move(peer)),
      peer_is_loopback_(loopback),
      peer_is_trusted_(loop.context().proxies.trusts(peer_)),
      parser_({.header = loop.context().settings.header_limit,
               .body = loop.context().settings.body_limit,
               .streamed_body = streamed_body(loop.context().router)}),
      deadline_(Loop::Time::max()) {
  if (tls_context_) tls_ = std::make_unique<Stream>(socket_, *tls_context_);
}

Task<void> Session::run() {
  try {
    if (co_await handshake()) co_await serve();
    co_await linger();
  } catch (const std::exception& failure) {
    log::error("a connection ended by a defect", {{"cause", std::string_view{failure.what()}}});
  }
  cut_off();
  loop_->remove(*this);
}

Task<void> Session::serve() {
  do {
    begin_request();
    while (needs_input()) {
      if (!co_await receive()) co_return;
    }
    enter(Phase::handling);
    co_await answer();
    if (must_flush() && !co_await flush()) co_return;
  } while (keep_alive_);
}

void Session::begin_request() {
  parser_.begin();
  if (!body_input_.empty()) {
    std::swap(input_, body_input_);
    body_input_ = {};
  } else {
    body_input_.release();
  }
  etag_unmarked_ = continued_ = false;
  // A connection that has never sent anything is not worth waiting for as long as a known one.
  if (phase_ != Phase::handshake) enter(Phase::idle);
}

bool Session::needs_input() {
  using State = RequestParser::State;
  if (timeout_detail_ != nullptr) return false;
  if (parser_.state() == State::header) {
    feed_header();
  } else if (parser_.state() == State::body) {
    body_input_.consume(parser_.feed(body_input_.data()));
  }
  return parser_.state() == State::header || (parser_.state() == State::body && !parser_.streams());
}

void Session::feed_header() {
  if (input_.empty()) return;
  input_.consume(parser_.feed(input_.data()));
  if (parser_.state() == RequestParser::State::body) {
    enter(Phase::body);
    body_input_.append(input_.data());
    input_.consume(input_.data().size());
    if (parser_.facts().expects_continue && !parser_.streams()) output_.bytes += continue_line;
  } else if (parser_.state() == RequestParser::State::header && !input_.empty() &&
             phase_ != Phase::head) {
    enter(Phase::head);
  }
}

Task<bool> Session::receive() {
  if (!output_.bytes.empty() && !co_await flush()) co_return false;
  auto& into = parser_.state() == RequestParser::State::body ? body_input_ : input_;
  const auto room = into.room();
  const auto buffer = asio::buffer(room.data(), room.size());
  const auto [error, size] = tls_ ? co_await tls_->async_read_some(buffer, outcome)
                                  : co_await socket_.async_read_some(buffer, outcome);
  into.commit(size);
  loop_->observer().received(size);
  if (!error) co_return true;
  cut_off_ = cut_off_ || timeout_detail_ == nullptr;
  co_return timeout_detail_ != nullptr;
}

Task<void> Session::answer() {
  const auto began = Steady::now();
  auto& request = parser_.request();
  loop_->observer().request_began();
  identify(request);
  const Route* route = nullptr;
  Response response;
  if (timeout_detail_ != nullptr) {
    response = refuse({408, "request-timeout", timeout_detail_});
  } else if (parser_.state() == RequestParser::State::refused) {
    response = refuse(parser_.refusal());
  } else {
    const auto match = loop_->context().router.find(request.method, request.path);
    route = match.route;
    std::exception_ptr failure;
    try {
      response = route == nullptr ? answer_unrouted(match) : co_await run_handler(match);
    } catch (...) {
      failure = std::current_exception();
    }
    if (failure) response = explain(failure);
  }
  finish(response, route, began);
}

bool Session::must_flush() const {
  return !keep_alive_ || output_.tail || output_.bytes.size() > most_gathered_bytes;
}

}  // namespace dailygrind::http
