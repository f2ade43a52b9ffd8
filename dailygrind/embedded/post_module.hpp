#pragma once

#include <memory>

#include "dailygrind/embedded/storage.hpp"
#include "platform/api/rate_limiter.hpp"
#include "platform/api/routes.hpp"
#include "platform/bus/outbox.hpp"
#include "platform/host/host.hpp"
#include "services/post/posts.hpp"

namespace dailygrind::embedded {

/// The post service: its store, its outbox, its consumer of user events, its deletions.
class PostModule {
 public:
  /// All references must outlive the module.
  PostModule(Storage& storage, bus::Bus& bus, const Clock& clock, Random& random);

  [[nodiscard]] post::Posts& service() { return posts_; }
  [[nodiscard]] store::Store& store() { return *store_; }
  [[nodiscard]] bus::Outbox& outbox() { return outbox_; }
  [[nodiscard]] const api::Routes& routes() const { return routes_; }
  /// What stands before them; there after `attach`.
  [[nodiscard]] const api::Gate& gate() const { return *gate_; }

  /// Puts the routes behind a gate and the background work on the host.
  void attach(host::Host& host, identity::TokenVerifier& verifier, api::RateLimiter& limiter,
              bool read_only);

 private:
  bus::Bus& bus_;
  std::unique_ptr<store::Store> store_;
  bus::Outbox outbox_;
  post::Posts posts_;
  api::Routes routes_;
  std::unique_ptr<api::Gate> gate_;
};

}  // namespace dailygrind::embedded
