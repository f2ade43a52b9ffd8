#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/task.hpp"
#include "platform/http/message.hpp"

namespace boost::asio {
class io_context;
}

namespace dailygrind::http {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct ClientRequest {
  Method method = Method::get;
  std::string url;  ///< absolute, `https` or `http`
  HeaderList headers;
  std::string body;
  std::chrono::milliseconds timeout{
      10'000};  ///< for everything, from the call to the last byte; 0: none
  std::size_t response_limit = std::size_t{1024} * 1024;  ///< of the body, in bytes
};

struct ClientResponse {
  int status = 0;
  HeaderList headers;
  std::string body;

  /// The value of the first header of that name, "" where absent; its case does not matter.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// No answer could be had. The text names the host and the cause, never the query or the body.
class ClientError : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t {
    bad_request,
    forbidden,  ///< only addresses that the settings do not allow
    unreachable,
    insecure,
    timed_out,
    too_large,
    broken
  };

  ClientError(Kind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
  [[nodiscard]] Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// Sends requests to other servers.
class Client {
 public:
  virtual ~Client() = default;

  /// Any answer, also 4xx, 5xx and redirects, which are never followed, is a result; throws
  /// ClientError where there is none. Sends once: whether a request may be repeated is the caller's
  /// to know. May be called from any loop, resumes on the caller's executor. The client must
  /// outlive the call.
  virtual Task<ClientResponse> send(ClientRequest request) = 0;
};

/// Which addresses a client connects to.
enum class Reach : std::uint8_t {
  everywhere,
  /// Public ones only (`is_public` of core/address.hpp), for URLs that users choose. It is the
  /// address of each new connection that is looked at, so that a name that resolves otherwise the
  /// second time gains nothing. No proxy is used, since that would do the resolving.
  public_only
};

struct ClientSettings {
  std::string ca_file;  ///< PEM; "" takes the system's certificate authorities
  std::chrono::milliseconds connect_timeout{5'000};
  std::size_t connections_per_host = 16;
  Reach reach = Reach::everywhere;
};

/// The adapter over libcurl: HTTP/2 where the server offers it over TLS, with many requests on one
/// connection, else HTTP/1.1; connections are kept and shared. TLS is always verified. Its work is
/// done on `loop`, which must outlive it.
[[nodiscard]] std::unique_ptr<Client> make_curl_client(boost::asio::io_context& loop,
                                                       ClientSettings settings = {});

/// The adapter over Beast and OpenSSL, for servers that the operator names: HTTP/1.1 alone, with
/// kept connections; a third of libcurl's processor time, and without its libraries in memory. TLS
/// is always verified. Where the environment names a proxy, or `reach` is not `everywhere`, it is
/// the one over libcurl. Its work is done on `loop`, which must outlive it.
[[nodiscard]] std::unique_ptr<Client> make_http1_client(boost::asio::io_context& loop,
                                                        ClientSettings settings = {});

}  // namespace dailygrind::http
