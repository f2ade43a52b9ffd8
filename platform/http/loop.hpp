#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "platform/http/cors.hpp"
#include "platform/http/observer.hpp"
#include "platform/http/proxies.hpp"
#include "platform/http/response_writer.hpp"
#include "platform/http/server.hpp"
#include "platform/http/tls.hpp"
#include "platform/http/trace_ids.hpp"

namespace dailygrind::http {

class Session;

/// What all loops of one server share; immutable but for the certificates.
struct ServerContext {
  ServerContext(ServerSettings chosen, const Router& routes, ErrorResponder responder,
                metrics::Registry& registry)
      : settings(std::move(chosen)),
        router(routes),
        on_error(std::move(responder)),
        metrics(registry),
        cors(settings.cors_origins),
        proxies(settings.trusted_proxies),
        certificates(settings.tls_certificate, settings.tls_key) {}

  ServerSettings settings;
  const Router& router;
  ErrorResponder on_error;
  metrics::Registry& metrics;
  Cors cors;
  TrustedProxies proxies;
  Certificates certificates;
};

/// The server's part on one event loop: a listener, its connections, and one coarse timer that
/// watches all their deadlines. Everything but the constructor runs on that loop.
class Loop : public std::enable_shared_from_this<Loop> {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Acceptor = boost::asio::ip::tcp::acceptor;

  Loop(boost::asio::io_context& io, std::shared_ptr<const ServerContext> context, Acceptor acceptor,
       std::size_t connection_limit, std::uint64_t id_seed);

  void start();
  /// `drained` runs once, when every connection is closed or the drain time-out has passed.
  void drain(std::function<void()> drained);

  /// A session is on the list from `add` until it calls `remove`; it owns itself.
  void add(Session& session);
  void remove(Session& session);
  [[nodiscard]] std::size_t connections() const { return sessions_.size(); }

  [[nodiscard]] const ServerContext& context() const { return *context_; }
  [[nodiscard]] bool draining() const { return static_cast<bool>(drained_); }
  /// The time of the last tick: behind by less than one interval.
  [[nodiscard]] Time now() const { return now_; }
  Observer& observer() { return observer_; }
  ResponseWriter& writer() { return writer_; }
  TraceIds& ids() { return ids_; }

 private:
  Task<void> accept();
  Task<void> wait_for_room();
  void admit(boost::asio::ip::tcp::socket socket);
  void arm();
  void tick();
  void finish_drain();

  boost::asio::io_context& io_;
  std::shared_ptr<const ServerContext> context_;
  Acceptor acceptor_;
  boost::asio::steady_timer ticker_;
  boost::asio::steady_timer room_;  ///< cancelled when a connection has closed
  std::chrono::milliseconds interval_;
  const std::size_t connection_limit_;
  bool ticking_ = false;
  bool drain_reported_ = false;
  Time now_;
  Time drain_deadline_;
  std::function<void()> drained_;
  std::vector<Session*> sessions_;
  Observer observer_;
  ResponseWriter writer_;
  TraceIds ids_;
};

}  // namespace dailygrind::http
