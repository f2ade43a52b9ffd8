#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>
#include <deque>
#include <map>
#include <utility>

#include "platform/core/run_on.hpp"
#include "platform/http/client_parts.hpp"
#include "platform/http/http1_connection.hpp"
#include "platform/http/http1_request.hpp"

namespace dailygrind::http {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using boost::system::system_error;
using std::chrono::steady_clock;
using Kind = ClientError::Kind;
using Phase = Http1Connection::Phase;
using TimePoint = Http1Connection::TimePoint;

namespace {

/// Connections without a request, to one origin.
constexpr std::size_t most_idle = 64;
/// So soon after an exchange it is not looked whether the peer has closed the connection.
constexpr std::chrono::seconds surely_open{1};
/// Older ones have most likely been closed by the peer, or forgotten by a network on the way.
constexpr std::chrono::seconds longest_idle{118};

/// The connections of a client. Outlived by nobody: requests under way share it.
class Pool {
 public:
  Pool(asio::io_context& loop, ClientSettings settings)
      : loop_(loop), settings_(std::move(settings)) {}

  struct Waiter {
    asio::steady_timer timer;
    bool granted = false;
  };
  struct Idle {
    std::shared_ptr<Http1Connection> connection;
    TimePoint since;
  };
  struct Host {
    std::size_t busy = 0;
    std::deque<std::shared_ptr<Waiter>> waiting;
    std::vector<Idle> idle;
  };

  [[nodiscard]] asio::io_context& loop() const { return loop_; }
  [[nodiscard]] const ClientSettings& settings() const { return settings_; }
  [[nodiscard]] Host& host(const Origin& origin) { return hosts_[origin]; }

  /// The last one is kept: a service of AWS is asked at the same URL again and again.
  const Target& target(const std::string& url) {
    if (url != last_url_) {
      last_target_ = target_of(url);
      last_url_ = url;
    }
    return last_target_;
  }

  /// Made for the first connection that needs it: reading the authorities takes some milliseconds.
  ssl::context* tls() {
    if (tls_) return &*tls_;
    ssl::context made{ssl::context::tls_client};
    SSL_CTX_set_min_proto_version(made.native_handle(), TLS1_2_VERSION);
    made.set_verify_mode(ssl::verify_peer);
    const auto& file = settings_.ca_file.empty() ? system_authorities() : settings_.ca_file;
    boost::system::error_code error;
    if (file.empty()) {
      made.set_default_verify_paths(error);
    } else {
      made.load_verify_file(file, error);
    }
    if (error) {
      throw ClientError{Kind::insecure,
                        "no certificate authorities in " + file + ": " + error.message()};
    }
    return &tls_.emplace(std::move(made));
  }

  /// The one that was used last, where there is one.
  static std::shared_ptr<Http1Connection> take(Host& host) {
    while (!host.idle.empty()) {
      auto [connection, since] = std::move(host.idle.back());
      host.idle.pop_back();
      if (connection->expired()) continue;  // at the very end of its last exchange
      const auto idle = steady_clock::now() - since;
      if (idle < surely_open || (idle < longest_idle && connection->quiet())) return connection;
    }
    return nullptr;
  }
  static void give_back(Host& host, std::shared_ptr<Http1Connection> connection) {
    if (host.idle.size() < most_idle)
      host.idle.push_back({std::move(connection), steady_clock::now()});
  }

 private:
  asio::io_context& loop_;
  const ClientSettings settings_;
  std::optional<ssl::context> tls_;
  std::map<Origin, Host> hosts_;
  std::string last_url_;
  Target last_target_;
};

/// The right to one of the connections to a host.
class Place {
 public:
  Place(std::shared_ptr<Pool> pool, const Origin& origin)
      : pool_(std::move(pool)), host_(pool_->host(origin)) {}
  ~Place() {
    if (!held_) return;
    if (host_.waiting.empty()) {
      --host_.busy;
      return;
    }
    const auto next = std::move(host_.waiting.front());  // it is that one's now
    host_.waiting.pop_front();
    next->granted = true;
    next->timer.cancel();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  /// False where the deadline passed before.
  Task<bool> wait(TimePoint deadline) {
    if (host_.busy < pool_->settings().connections_per_host) {
      ++host_.busy;
      co_return held_ = true;
    }
    const auto waiter = std::make_shared<Pool::Waiter>(asio::steady_timer{pool_->loop(), deadline});
    host_.waiting.push_back(waiter);
    co_await waiter->timer.async_wait(asio::as_tuple(asio::use_awaitable));
    held_ = waiter->granted;
    if (!held_) std::erase(host_.waiting, waiter);
    if (!held_ && steady_clock::now() < deadline) {
      throw system_error{asio::error::operation_aborted};  // whoever asked has been cancelled
    }
    co_return held_;
  }

  [[nodiscard]] Pool::Host& host() const { return host_; }

 private:
  std::shared_ptr<Pool> pool_;
  Pool::Host& host_;
  bool held_ = false;
};

[[noreturn]] void fail(const std::string& url, const Http1Connection& connection,
                       const system_error& error) {
  if (connection.expired()) throw failure_at(url, Kind::timed_out, "timed out");
  if (error.code() == asio::error::operation_aborted) throw error;
  const auto cause = error.code().message();
  if (connection.phase() == Phase::connecting) throw failure_at(url, Kind::unreachable, cause);
  if (connection.phase() == Phase::securing) throw failure_at(url, Kind::insecure, cause);
  const bool too_large = error.code() == boost::beast::http::error::body_limit;
  throw too_large ? failure_at(url, Kind::too_large, "the answer is too large")
                  : failure_at(url, Kind::broken, cause);
}

TimePoint deadline_of(const ClientRequest& request) {
  const bool none = request.timeout == std::chrono::milliseconds::zero();
  return none ? TimePoint::max() : steady_clock::now() + request.timeout;
}

class Http1Client final : public Client {
 public:
  Http1Client(asio::io_context& loop, ClientSettings settings)
      : pool_(std::make_shared<Pool>(loop, std::move(settings))) {}

  Task<ClientResponse> send(ClientRequest request) override {
    auto& loop = pool_->loop();
    co_return co_await run_on(loop, perform(pool_, std::move(request)));
  }

 private:
  static Task<ClientResponse> perform(std::shared_ptr<Pool> pool, ClientRequest request) {
    const auto target = pool->target(request.url);
    const auto head = head_of(request, target);
    const auto deadline = deadline_of(request);
    Place place{pool, target.origin};
    if (!co_await place.wait(deadline)) {
      throw failure_at(request.url, Kind::timed_out, "timed out");
    }
    const WireRequest wire{
        .head = head,
        .body = takes_body(request) ? std::string_view{request.body} : std::string_view{},
        .body_follows = request.method != Method::head,
        .response_limit = request.response_limit};
    while (true) {
      auto connection = Pool::take(place.host());
      const bool kept = connection != nullptr;
      if (!kept) connection = std::make_shared<Http1Connection>(pool->loop());
      try {
        if (!kept) co_await open(*pool, *connection, target.origin, deadline);
        connection->set_deadline(deadline);
        auto response = co_await connection->exchange(wire);
        connection->clear_deadline();
        if (connection->reusable()) Pool::give_back(place.host(), std::move(connection));
        co_return response;
      } catch (const system_error& error) {
        // The peer closed it when the request was on its way: RFC 9112 §9.3.1, as curl does.
        const bool closed = kept && !connection->answered() && !connection->expired() &&
                            error.code() != asio::error::operation_aborted;
        if (!closed) fail(request.url, *connection, error);
      }
    }
  }

  static Task<void> open(Pool& pool, Http1Connection& connection, const Origin& origin,
                         TimePoint deadline) {
    const auto connected_by = steady_clock::now() + pool.settings().connect_timeout;
    connection.set_deadline(std::min(deadline, connected_by));
    co_await connection.open(origin, origin.tls ? pool.tls() : nullptr);
  }

  std::shared_ptr<Pool> pool_;
};

}  // namespace

std::unique_ptr<Client> make_http1_client(asio::io_context& loop, ClientSettings settings) {
  if (settings.reach != Reach::everywhere || proxy_in_environment()) {
    return make_curl_client(loop, std::move(settings));
  }
  return std::make_unique<Http1Client>(loop, std::move(settings));
}

}  // namespace dailygrind::http
