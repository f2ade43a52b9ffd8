#pragma once

#include <memory>
#include <optional>

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
  /// What stands before them; there after `attach`.
  [[nodiscard]] const api::Gate& gate() const { return *gate_; }

  /// Opens what pictures are kept in; without it there are none. `address` is where people reach
  /// this program. To be called before `attach`.
  void open_pictures(Storage& storage, const std::string& address, const Clock& clock,
                     Random& random);

  /// Puts the routes behind a gate and the background work on the host.
  void attach(host::Host& host, identity::TokenVerifier& verifier, api::RateLimiter& limiter,
              bool read_only);

 private:
  void attach_pictures(host::Host& host, api::RateLimiter& limiter, bool read_only);

  bus::Bus& bus_;
  std::unique_ptr<store::Store> store_;
  bus::Outbox outbox_;
  BlobStorage blobs_;
  std::unique_ptr<picture::Editor> editor_;
  std::optional<user::PicturePlaces> places_;
  user::Users users_;
  api::Routes routes_;
  std::unique_ptr<api::Gate> gate_;
};

}  // namespace dailygrind::embedded
