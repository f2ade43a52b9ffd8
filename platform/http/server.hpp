#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/core/metrics.hpp"
#include "platform/http/message.hpp"
#include "platform/http/router.hpp"

namespace boost::asio {
class io_context;
}

namespace dailygrind::http {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 9000;  ///< 0 lets the system choose; see Server::port
  std::size_t header_limit = 16 * 1024;
  std::size_t body_limit = 64 * 1024;
  std::size_t connection_limit = 10'000;  ///< beyond it accepting pauses
  std::chrono::milliseconds header_timeout{10'000};
  std::chrono::milliseconds body_timeout{30'000};
  std::chrono::milliseconds write_timeout{30'000};
  std::chrono::milliseconds idle_timeout{75'000};
  std::chrono::milliseconds drain_timeout{10'000};
  std::vector<std::string> trusted_proxies;  ///< addresses or CIDR blocks
  std::vector<std::string> cors_origins;     ///< exact origins, or "*"
  std::string tls_certificate;               ///< PEM files; both or none
  std::string tls_key;
  bool access_log = true;
  std::uint64_t id_seed = 0;  ///< where request ids begin; 0 draws it at random
};

/// An HTTP/1.1 server over any number of event loops, each with its own SO_REUSEPORT listener; a
/// connection stays on the loop that accepted it. Handles keep-alive, pipelining (answers in
/// order), limits, deadlines, HEAD, OPTIONS, 404, 405, CORS, gzip, request ids, traceparent,
/// metrics and the access log, so that a handler only answers its request.
class Server {
 public:
  /// `router` and `metrics` must outlive the server. Binds at once: throws std::system_error with
  /// the address in its text where that fails.
  Server(ServerSettings settings, std::vector<boost::asio::io_context*> loops, const Router& router,
         ErrorResponder on_error, metrics::Registry& metrics);
  ~Server();

  /// Starts accepting.
  void start();
  /// Stops accepting, lets requests in flight finish within the drain time-out, closes idle
  /// connections; `done` runs once on the first loop when all is closed. Thread-safe.
  void drain(std::function<void()> done);
  /// Reads the certificate files again; the old ones stay where the new ones are broken (logged).
  void reload_certificates();
  [[nodiscard]] std::uint16_t port() const;
  /// How many connections are open, to be asked while no loop runs.
  [[nodiscard]] std::size_t connections() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace dailygrind::http
