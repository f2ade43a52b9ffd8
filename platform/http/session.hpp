#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>

#include "platform/core/task.hpp"
#include "platform/http/input_buffer.hpp"
#include "platform/http/loop.hpp"
#include "platform/http/request_parser.hpp"
#include "platform/http/response_writer.hpp"

namespace dailygrind::http {

/// One connection: reads requests, has them answered in order, writes the answers. Answers to
/// requests that arrived together leave together. Lives on its loop.
class Session {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  /// nullptr where the peer is gone already.
  static std::shared_ptr<Session> open(Loop& loop, Socket socket);
  Session(Loop& loop, Socket socket, Certificates::Context tls, std::string peer, bool loopback);

  /// The whole life of the connection; takes itself off the loop's list at the end.
  Task<void> run();

  void check_deadline(Loop::Time now);
  /// The loop drains: an idle connection closes now, another after its answer.
  void drain();
  /// Closes at once.
  void cut_off();

  std::size_t place = 0;  ///< in the loop's list, which alone changes it

 private:
  enum class Phase : std::uint8_t { handshake, idle, head, body, handling, writing, lingering };
  using Stream = boost::asio::ssl::stream<Socket&>;
  using Steady = std::chrono::steady_clock;

  Task<bool> handshake();
  Task<void> serve();
  Task<bool> receive();
  Task<bool> flush();
  Task<void> linger();
  Task<void> answer();
  Task<Response> run_handler(const Router::Match& match);
  Task<std::string> next_piece();

  bool needs_input();
  void feed_header();
  void begin_request();
  bool send_now(std::size_t& sent);
  Task<bool> send_rest(std::size_t sent);
  [[nodiscard]] std::array<boost::asio::const_buffer, 2> unsent(std::size_t sent) const;
  void sent_all();
  [[nodiscard]] bool must_flush() const;
  void enter(Phase phase);
  [[nodiscard]] std::chrono::milliseconds timeout_of(Phase phase) const;
  void timed_out(const char* what);

  void identify(Request& request);
  void take_origin(Request& request);
  void unmark_conditions(Request& request);
  Response refuse(const Problem& problem);
  Response explain(const std::exception_ptr& failure);
  Response answer_unrouted(const Router::Match& match);
  void finish(Response& response, const Route* route, Steady::time_point began);
  std::size_t write(Response& response, const Exchange& exchange);

  class Body;

  std::shared_ptr<Loop> loop_;
  Socket socket_;
  std::unique_ptr<Stream> tls_;
  Certificates::Context tls_context_;
  const std::string peer_;
  const bool peer_is_loopback_;
  const bool peer_is_trusted_;

  RequestParser parser_;
  InputBuffer input_;
  InputBuffer body_input_;  ///< where a body goes on, so that the header stays in place
  Output output_;
  std::array<std::string, 2> conditions_;
  Phase phase_ = Phase::idle;
  Loop::Time deadline_;
  const char* timeout_detail_ = nullptr;
  bool origin_is_peer_ = false;
  bool etag_unmarked_ = false;
  bool keep_alive_ = true;
  bool cut_off_ = false;
  bool continued_ = false;  ///< 100 was sent for a body that streams
};

}  // namespace dailygrind::http
