// The part of a session that hands a body to its handler while it arrives.
#include "platform/http/session.hpp"

namespace dailygrind::http {

namespace {

/// Pieces are gathered up to this size; each may take as long as a whole body elsewhere.
constexpr std::size_t piece_bytes = std::size_t{128} * 1024;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

class Session::Body final : public BodyReader {
 public:
  explicit Body(Session& session) : session_(session) {}
  Task<std::string> next() override { return session_.next_piece(); }

 private:
  Session& session_;
};

Task<Response> Session::run_handler(const Router::Match& match) {
  const auto& request = parser_.request();
  if (!match.route->streaming) co_return co_await (*match.handler)(request, match.parameters);
  Body body{*this};
  co_return co_await match.route->streaming(request, match.parameters, body);
}

Task<std::string> Session::next_piece() {
  using State = RequestParser::State;
  enter(Phase::body);
  // A handler that refuses before it asks for the body never has it sent.
  if (parser_.facts().expects_continue && !std::exchange(continued_, true) &&
      parser_.state() == State::body && body_input_.empty()) {
    output_.bytes += continue_line;
  }
  auto piece = parser_.take_body();
  while (parser_.state() == State::body && piece.size() < piece_bytes) {
    if (!body_input_.empty()) {
      const auto used = parser_.feed(body_input_.data());
      body_input_.consume(used);
      piece += parser_.take_body();
      if (used != 0) continue;
    }
    if (!co_await receive()) throw Problem{400, "incomplete-body", "The body ended early."};
    if (timeout_detail_ != nullptr) throw Problem{408, "request-timeout", timeout_detail_};
  }
  if (parser_.state() == State::refused) throw parser_.refusal();
  enter(Phase::handling);
  co_return piece;
}

}  // namespace dailygrind::http
