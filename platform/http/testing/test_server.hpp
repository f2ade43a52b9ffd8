#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "platform/http/server.hpp"
#include "platform/http/testing/raw_client.hpp"

namespace dailygrind::http::testing {

/// Settings for a test: a port of the system's choice, no access log.
[[nodiscard]] ServerSettings test_settings();

/// A server with its event loops on threads of their own, for tests over real sockets.
class TestServer {
 public:
  explicit TestServer(Router routes, ServerSettings settings = test_settings(),
                      std::size_t threads = 1, ErrorResponder on_error = nullptr);
  ~TestServer();

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] Server& server() { return *server_; }
  [[nodiscard]] metrics::Registry& metrics() { return metrics_; }
  [[nodiscard]] RawClient client() const { return RawClient{port()}; }
  /// The value of a line of the metrics' text, 0 where there is none.
  [[nodiscard]] double metric(const std::string& name_and_labels) const;

 private:
  metrics::Registry metrics_;
  Router router_;
  std::vector<std::unique_ptr<boost::asio::io_context>> loops_;
  std::unique_ptr<Server> server_;
  std::vector<std::jthread> threads_;
};

/// Waits until `condition` holds; false where it does not within a generous bound.
bool wait_until(const std::function<bool()>& condition);

/// A handler that answers with `body` as text.
[[nodiscard]] Handler say(std::string body);
/// A handler that answers with the request's body.
[[nodiscard]] Handler echo();

/// Writes a new self-signed certificate for 127.0.0.1 and localhost, and its key, as PEM.
void write_certificate(const std::string& certificate_file, const std::string& key_file);

}  // namespace dailygrind::http::testing
