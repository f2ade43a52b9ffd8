#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/core/task.hpp"
#include "platform/http/client.hpp"

namespace dailygrind::http {

/// Scheme, host and port (RFC 6454 §4).
struct Origin {
  bool tls = false;
  std::string host;  ///< an address without brackets
  std::string port;
  auto operator<=>(const Origin&) const = default;
};

/// A request as it is sent. Views must outlive the exchange.
struct WireRequest {
  std::string_view head;
  std::string_view body;
  bool body_follows = true;  ///< false for HEAD: the answer has none, whatever its header says
  std::size_t response_limit = 0;
};

/// A connection to an origin with one exchange at a time. Everything runs on its loop. Failures are
/// boost::system::system_error.
class Http1Connection : public std::enable_shared_from_this<Http1Connection> {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// How far it has come.
  enum class Phase : std::uint8_t { connecting, securing, open };

  explicit Http1Connection(boost::asio::io_context& loop)
      : loop_(loop), socket_(loop), timer_(loop) {}

  /// Looks the host up and connects. `tls` is used where the origin has it, and must outlive the
  /// connection.
  Task<void> open(const Origin& origin, boost::asio::ssl::context* tls);
  /// An answer of any status but interim ones.
  Task<ClientResponse> exchange(const WireRequest& request);

  /// Then it is closed, and what goes on fails.
  void set_deadline(TimePoint deadline);
  void clear_deadline() { timer_.cancel(); }
  [[nodiscard]] bool expired() const { return expired_; }

  [[nodiscard]] Phase phase() const { return phase_; }
  /// Whether bytes of an answer have come in the last exchange.
  [[nodiscard]] bool answered() const { return answered_; }
  /// Whether another exchange may follow: the answer did not say otherwise.
  [[nodiscard]] bool reusable() const { return reusable_; }
  /// False where the peer has closed it meanwhile, or has sent what nobody asked for.
  [[nodiscard]] bool quiet();

 private:
  struct Lookup;
  class Answer;

  Task<boost::asio::ip::tcp::resolver::results_type> look_up(const Origin& origin);
  Task<void> secure(const Origin& origin, boost::asio::ssl::context& tls);
  Task<void> send(const WireRequest& request);
  Task<void> receive(Answer& answer);
  void close();

  boost::asio::io_context& loop_;
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
  boost::asio::steady_timer timer_;
  std::weak_ptr<Lookup> lookup_;  ///< under way
  Phase phase_ = Phase::connecting;
  bool expired_ = false;
  bool answered_ = false;
  bool reusable_ = false;
};

}  // namespace dailygrind::http
