#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "platform/core/problem.hpp"
#include "platform/http/message.hpp"

namespace dailygrind::http {

struct ParserLimits {
  std::size_t header = 16 * 1024;
  std::size_t body = 64 * 1024;
  /// Of requests whose body is taken in pieces, the limit in place of `body`; nothing for all
  /// others. Asked when method and path are known.
  std::function<std::optional<std::size_t>(const Request&)> streamed_body{};
};

/// What the server itself wants to know of a header, gathered while it is parsed.
struct RequestFacts {
  bool keep_alive = false;
  bool http_1_0 = false;
  bool expects_continue = false;
  bool forwarded = false;    ///< carries a header that only proxies add
  bool conditional = false;  ///< carries If-Match or If-None-Match
  std::string_view accept_encoding;
  std::string_view origin;
  std::string_view cors_method;  ///< Access-Control-Request-Method
  std::string_view request_id;
  std::string_view traceparent;
};

/// Turns bytes into requests (RFC 9112), one after the other. Stricter than the grammar where
/// leniency lets two parties read the same bytes differently: Transfer-Encoding beside
/// Content-Length, either of them twice, an encoding other than exactly `chunked`, folded header
/// lines, a bare line feed, white space before a colon and HTTP/1.1 without exactly one Host are
/// refused. Does no I/O and knows no time.
class RequestParser {
 public:
  enum class State : std::uint8_t { header, body, complete, refused };

  explicit RequestParser(ParserLimits limits);
  ~RequestParser();

  /// Begins the next request; views into the previous one end here.
  void begin();

  /// Looks at `input`, the bytes that are not consumed yet, and returns how many it consumed. While
  /// the header is incomplete it consumes at most empty lines before it, so the caller presents the
  /// rest again with more bytes behind. Once the header is complete the request's views point into
  /// that `input`, which must stay in place until `begin`.
  std::size_t feed(std::string_view input);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] Request& request() { return request_; }
  [[nodiscard]] const RequestFacts& facts() const { return facts_; }
  /// Whether the body is to be taken with `take_body` instead of being gathered in the request.
  [[nodiscard]] bool streams() const { return streamed_limit_.has_value(); }
  /// What arrived of it since the last time.
  [[nodiscard]] std::string take_body() { return std::exchange(body_, {}); }
  /// Why the request was refused; the connection cannot be used any more. Only where state() is
  /// `refused`.
  [[nodiscard]] const Problem& refusal() const { return *refusal_; }

 private:
  class Wire;
  std::size_t feed_header(std::string_view input);
  std::size_t feed_wire(std::string_view input);
  void refuse(Problem problem);

  ParserLimits limits_;
  std::optional<std::size_t> streamed_limit_;
  State state_ = State::header;
  Request request_;
  RequestFacts facts_;
  std::optional<Problem> refusal_;
  std::string body_;         ///< a body that arrived in pieces
  std::size_t scanned_ = 0;  ///< bytes of an incomplete header that hold no end
  std::size_t wire_bytes_ = 0;
  std::unique_ptr<Wire> wire_;
};

}  // namespace dailygrind::http
