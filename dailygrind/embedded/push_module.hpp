#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "dailygrind/embedded/storage.hpp"
#include "platform/api/rate_limiter.hpp"
#include "platform/api/routes.hpp"
#include "platform/core/event_loops.hpp"
#include "platform/core/server_config.hpp"
#include "platform/host/host.hpp"
#include "platform/schedule/scheduler.hpp"
#include "platform/webpush/sender.hpp"
#include "platform/webpush/vapid.hpp"
#include "services/push_notification/push.hpp"

namespace dailygrind::embedded {

/// The push notification service: its store, its keys, its sender, its consumer of events, the
/// daily call. All but its requests runs on a loop of its own, whose thread yields to the others,
/// so that noon does not delay requests.
class PushModule {
 public:
  /// All references must outlive the module. Throws as what is in push_setup.hpp does.
  PushModule(Storage& storage, const ServerConfig& config, webpush::VapidKeys& keys, bus::Bus& bus,
             const Clock& clock, Random& random, metrics::Registry& registry);
  ~PushModule();
  PushModule(const PushModule&) = delete;
  PushModule& operator=(const PushModule&) = delete;

  [[nodiscard]] push::Push& service() { return push_; }
  [[nodiscard]] const api::Routes& routes() const { return routes_; }
  /// What stands before them; there after `attach`.
  [[nodiscard]] const api::Gate& gate() const { return *gate_; }

  /// Puts the routes behind a gate and the background work on the host.
  void attach(host::Host& host, identity::TokenVerifier& verifier, api::RateLimiter& limiter,
              bool read_only);

 private:
  Task<> hear(const bus::Event& event);
  /// Runs a task of this module's loop as one of the host.
  void run_in_background(host::Host& host, std::string name, std::function<Task<>()> task);

  bus::Bus& bus_;
  bool jobs_here_;  ///< else Lambda functions carry them out
  EventLoops loop_{1};
  SystemClock system_clock_;
  std::unique_ptr<store::Store> store_;
  std::string contact_;
  webpush::Vapid vapid_;
  std::unique_ptr<webpush::Sender> sender_;
  push::Push push_;
  api::Routes routes_;
  std::unique_ptr<api::Gate> gate_;
  std::unique_ptr<schedule::Scheduler> scheduler_;
  std::thread thread_;
};

}  // namespace dailygrind::embedded
