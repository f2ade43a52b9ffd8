#include "dailygrind/embedded/identity_module.hpp"

#include "dailygrind/sign_up_setup.hpp"
#include "platform/core/problem.hpp"
#include "platform/identity/embedded/embedded_directory.hpp"
#include "platform/identity/embedded/wire.hpp"
#include "platform/store/sqlite_store.hpp"

namespace dailygrind::embedded {
namespace {

/// Retired keys outlive every token that they signed.
constexpr std::chrono::hours key_kept{48};

/// The issuer does not depend on a program's port, because several programs share it.
constexpr auto default_public_url = "http://localhost";

identity::AccountSettings account_settings(const ServerConfig& config, const Tokens& tokens) {
  auto rules = sign_up_rules(config);
  identity::AccountSettings settings{.issuer = tokens.issuer(),
                                     .client_id = tokens.pool().client_id,
                                     .secret = tokens.pool().secret,
                                     .instance_name = config.instance_name,
                                     .sign_up = rules.mode,
                                     .domains = std::move(rules.domains)};
  settings.token_lifetime = config.access_token_lifetime;
  settings.sign_in_lifetime = config.refresh_token_lifetime;
  return settings;
}

std::unique_ptr<identity::Mailer> mailer(const ServerConfig& config) {
  if (config.smtp_host.empty()) return nullptr;
  return identity::make_smtp_mailer(
      {.url = "smtp://" + config.smtp_host + ":" + std::to_string(config.smtp_port),
       .user = config.smtp_user,
       .password = config.smtp_password,
       .from = config.smtp_from,
       .allow_plain = !config.smtp_starttls});
}

/// The accounts have no gate of their own: their budget is per address, and less for signing up.
api::RateLimiter::Decision take_budget(api::RateLimiter& limiter, const http::Request& request,
                                       int sign_ups) {
  if (limiter.exempt(request.from_loopback_directly)) return {};
  const auto decision = limiter.take_for_address(request.remote_address);
  const bool signs_up = request.header("X-Amz-Target").ends_with(".SignUp");
  if (!decision.allowed || !signs_up) return decision;
  return limiter.take("sign-up " + api::RateLimiter::network_of(request.remote_address), sign_ups,
                      std::chrono::hours{1});
}

Task<http::Response> refuse(int retry_after_seconds) {
  co_return identity::too_many_requests(retry_after_seconds);
}

Task<std::string> fetch_keys(http::Client& client, std::string url) {
  http::ClientResponse response;
  try {
    response = co_await client.send({.url = url});
  } catch (const http::ClientError& error) {
    throw Problem::unavailable(error.what());
  }
  if (response.status != 200) {
    throw Problem::unavailable(url + " answered " + std::to_string(response.status));
  }
  co_return std::move(response.body);
}

}  // namespace

IdentityModule::IdentityModule(const DataFolder& folder, const ServerConfig& config, Tokens& tokens,
                               const Clock& clock, Random& random)
    : tokens_(tokens),
      store_(store::open_sqlite_store({.path = folder.file("identity.db"),
                                       .tables = identity::account_tables(),
                                       .mode = store::SqliteSettings::Mode::shared},
                                      clock)),
      accounts_(account_settings(config, tokens), *store_, tokens.keys(), mailer(config), clock,
                random),
      directory_(std::make_unique<identity::EmbeddedDirectory>(accounts_)) {}

void IdentityModule::attach(host::Host& host, api::RateLimiter& limiter,
                            const ServerConfig& config) {
  identity::add_account_routes(calls_, accounts_, tokens_.pool().id);
  const auto limited = [this, &limiter, sign_ups = config.rate_limit_sign_up](
                           const http::Request& request, const http::PathParameters&) {
    const auto budget = take_budget(limiter, request, sign_ups);
    if (!budget.allowed) return refuse(budget.reset_seconds);
    const auto match = calls_.find(request.method, request.path);
    return (*match.handler)(request, match.parameters);
  };
  const auto well_known = "/" + tokens_.pool().id + "/.well-known/";
  host.router().add(http::Method::post, "/", limited);
  host.router().add(http::Method::get, well_known + "jwks.json", limited);
  host.router().add(http::Method::get, well_known + "openid-configuration", limited);
}

Tokens::Tokens(const DataFolder& folder, const ServerConfig& config, const Clock& clock,
               Random& random, boost::asio::io_context* loop) {
  if (config.issuer.empty()) {
    pool_ = identity::open_pool(folder.path(), random);
    issuer_ = pool_.issuer(config.public_url.empty() ? default_public_url : config.public_url);
    keys_ = std::make_unique<identity::KeyRing>(folder.file("keys"), clock, key_kept);
    verifier_ = std::make_unique<identity::TokenVerifier>(
        identity::TokenRules{.issuer = issuer_, .clients = {pool_.client_id}}, keys_->source(),
        clock);
    return;
  }
  issuer_ = config.issuer;
  if (loop == nullptr) return;
  client_ = http::make_http1_client(*loop);
  verifier_ = std::make_unique<identity::TokenVerifier>(
      identity::TokenRules{.issuer = issuer_,
                           .clients = config.clients,
                           .subject = config.user_id_claim == UserIdClaim::username
                                          ? identity::TokenRules::Subject::username
                                          : identity::TokenRules::Subject::sub},
      [this, url = config.jwks_url] { return fetch_keys(*client_, url); }, system_clock_);
}

boost::json::object Tokens::client_config(const ServerConfig& config) const {
  const bool ours = embedded();
  const auto client = ours ? pool_.client_id : config.clients.empty() ? "" : config.clients.front();
  boost::json::object told{{"instanceName", config.instance_name},
                           {"apiUrl", config.public_url},
                           {"authEndpoint", ours ? config.public_url : ""},
                           {"authFlow", ours ? "USER_PASSWORD_AUTH" : "USER_SRP_AUTH"},
                           {"issuer", issuer_},
                           {"userPoolId", ours ? pool_.id : issuer_.substr(issuer_.rfind('/') + 1)},
                           {"userPoolClientId", client},
                           {"imprintUrl", config.imprint_url},
                           {"privacyUrl", config.privacy_url}};
  if (ours) told["signUp"] = name_of(config.sign_up);
  return told;
}

}  // namespace dailygrind::embedded
