#pragma once

#include <cstddef>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/cors.hpp"
#include "platform/http/encoding_choice.hpp"
#include "platform/http/message.hpp"
#include "platform/http/request_parser.hpp"

namespace dailygrind::http {

/// Bytes that wait to be sent: `bytes`, then `tail`, a body too large to be copied.
struct Output {
  std::string bytes;
  std::shared_ptr<const std::string> tail;
};

/// What of a request decides how its answer looks on the wire.
struct Exchange {
  const Request& request;
  const RequestFacts& facts;
  bool keep_alive = false;
  bool etag_unmarked = false;  ///< a tag of its conditions had the mark of a gzip-encoded body
};

/// Writes responses in the form of RFC 9112 and adds what every answer carries: Date,
/// Content-Length, X-Request-Id, the security headers, CORS, Vary, and gzip where it pays. One per
/// event loop; not thread-safe.
class ResponseWriter {
 public:
  explicit ResponseWriter(const Cors& cors) : cors_(cors) {}

  /// Appends `response` to `output`, whose `tail` must be empty, and returns its size. May take the
  /// body out of `response`. Throws std::invalid_argument, with nothing appended, where a header
  /// would break the message apart.
  std::size_t write(Output& output, Response& response, const Exchange& exchange);

 private:
  struct Head;
  struct Body;

  Body choose_body(Response& response, const Head& head, const Exchange& exchange);
  void append_head(std::string& out, const Response& response, const Head& head, const Body& body,
                   const Exchange& exchange);
  void append_date(std::string& out);
  void append_cors(std::string& out, const Exchange& exchange) const;

  const Cors& cors_;
  Gzip gzip_;
  std::time_t date_second_ = -1;
  std::string date_;
};

/// True where the handler asked for the connection to be closed.
[[nodiscard]] bool asks_to_close(const Response& response);

}  // namespace dailygrind::http
