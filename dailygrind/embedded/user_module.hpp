#pragma once

#include <memory>

#include "dailygrind/embedded/storage.hpp"
#include "platform/api/rate_limiter.hpp"
#include "platform/api/routes.hpp"
#include "platform/bus/outbox.hpp"
#include "platform/host/host.hpp"
#include "services/user/users.hpp"

namespace dailygrind::embedded {

/// The user service: its store, its outbox, its consumer of account events, its deletions.
class UserModule {
 public:
  /// All references must outlive the module. `accounts` is null where an issuer of
  /// others keeps the accounts.
  UserModule(Storage& storage, bus::Bus& bus, identity::AccountDirectory* accounts,
             const Clock& clock, Random& random);

  [[nodiscard]] user::Users& service() { return users_; }
  [[nodiscard]] bus::Outbox& outbox() { return outbox_; }
  [[nodiscard]] const api::Routes& routes() const { return routes_; }

  /// Puts the routes behind a gate and the background work on the host.
  void attach(host::Host& host, identity::TokenVerifier& verifier, api::RateLimiter& limiter);

 private:
  bus::Bus& bus_;
  std::unique_ptr<store::Store> store_;
  bus::Outbox outbox_;
  user::Users users_;
  api::Routes routes_;
  std::unique_ptr<api::Gate> gate_;
};

}  // namespace dailygrind::embedded
