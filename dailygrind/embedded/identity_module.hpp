#pragma once

#include <boost/json/object.hpp>
#include <memory>

#include "dailygrind/embedded/data_folder.hpp"
#include "platform/api/rate_limiter.hpp"
#include "platform/host/host.hpp"
#include "platform/http/client.hpp"
#include "platform/identity/account_directory.hpp"
#include "platform/identity/embedded/accounts.hpp"
#include "platform/identity/key_ring.hpp"
#include "platform/identity/pool.hpp"
#include "platform/identity/token_verifier.hpp"

namespace dailygrind::embedded {

/// Whose tokens are accepted: those of the embedded accounts of a data folder, or of the issuer
/// that the configuration names.
class Tokens {
 public:
  /// Opens or makes `identity.json` and `keys/`, unless an issuer is configured: then its keys are
  /// fetched on `loop`, which must outlive this; without a loop nothing can be verified.
  Tokens(const DataFolder& folder, const ServerConfig& config, const Clock& clock, Random& random,
         boost::asio::io_context* loop = nullptr);

  [[nodiscard]] bool embedded() const { return keys_ != nullptr; }
  [[nodiscard]] const identity::Pool& pool() const { return pool_; }
  [[nodiscard]] identity::KeyRing& keys() { return *keys_; }
  [[nodiscard]] identity::TokenVerifier& verifier() { return *verifier_; }
  /// The `iss` of the tokens.
  [[nodiscard]] const std::string& issuer() const { return issuer_; }
  /// What `/config.json` tells a browser.
  [[nodiscard]] boost::json::object client_config(const ServerConfig& config) const;

 private:
  identity::Pool pool_;
  std::string issuer_;
  SystemClock system_clock_;
  std::unique_ptr<http::Client> client_;  ///< fetches the keys of a foreign issuer
  std::unique_ptr<identity::KeyRing> keys_;
  std::unique_ptr<identity::TokenVerifier> verifier_;
};

/// The embedded accounts on a data folder.
class IdentityModule {
 public:
  /// Opens `identity.db`, which several processes may share. `tokens` must be embedded.
  IdentityModule(const DataFolder& folder, const ServerConfig& config, Tokens& tokens,
                 const Clock& clock, Random& random);

  [[nodiscard]] identity::AccountDirectory& directory() { return *directory_; }
  [[nodiscard]] identity::Accounts& accounts() { return accounts_; }

  /// Puts Cognito's calls on the host's router.
  void attach(host::Host& host, api::RateLimiter& limiter, const ServerConfig& config);

 private:
  Tokens& tokens_;
  http::Router calls_;
  std::unique_ptr<store::Store> store_;
  identity::Accounts accounts_;
  std::unique_ptr<identity::AccountDirectory> directory_;
};

}  // namespace dailygrind::embedded
