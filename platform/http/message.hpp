#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/task.hpp"

/// HTTP messages as the rest of the program sees them; Beast stays behind `server.cpp`.
namespace dailygrind::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };
[[nodiscard]] std::string_view name_of(Method method);

/// A header name and its value; views into the connection's buffer.
struct HeaderView {
  std::string_view name;
  std::string_view value;
};

/// A request whose views live until its response has been written.
struct Request {
  Method method = Method::get;
  std::string_view target;          ///< as sent: path and query
  std::string_view path;            ///< without the query, still %-encoded
  std::string_view query;           ///< without the `?`, still %-encoded
  std::vector<HeaderView> headers;  ///< in the order sent
  std::string_view body;
  std::string remote_address;  ///< of the client; from Forwarded headers of trusted proxies only
  bool from_loopback_directly = false;  ///< a loopback peer that sent no forwarding header
  bool secure = false;                  ///< came over TLS, at the proxy or here
  std::string request_id;               ///< unique per request, in the response and in the log
  std::string traceparent;              ///< W3C Trace Context: the one sent, or a new one

  /// The value of a header, "" where absent; the name's case does not matter.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Used instead of `body` where set: shared bytes, such as a static file.
  std::shared_ptr<const std::string> shared_body;
  /// Where set, the body is already gzip-encoded and is sent to clients that take it. The others
  /// get one of the other two, or, where both are empty, what this was made of.
  std::shared_ptr<const std::string> gzip_body;

  void set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
  }
};

/// Path parameters in the order of the route's pattern, %-decoded.
using PathParameters = std::vector<std::string>;

/// Answers one request. Throwing a Problem or anything else is answered by the server's
/// `ErrorResponder`.
using Handler = std::function<Task<Response>(const Request&, const PathParameters&)>;

/// A body that is taken while it arrives. Belongs to one request and is used by its handler alone.
class BodyReader {
 public:
  virtual ~BodyReader() = default;

  /// The next bytes, at most some 128 KiB; "" at the end. Throws Problem: 413 where they are more
  /// than the route takes, 408 where they come too slowly, 400 where they are no body or end early.
  virtual Task<std::string> next() = 0;
};

/// As Handler, for bodies that no memory should hold whole. It begins when the header is there;
/// what it leaves of the body ends the connection. `Request::body` is empty.
using StreamingHandler =
    std::function<Task<Response>(const Request&, const PathParameters&, BodyReader&)>;

/// Turns the exception in flight (std::current_exception) into a response.
using ErrorResponder = std::function<Response(const Request&, std::exception_ptr)>;

}  // namespace dailygrind::http
