#include "dailygrind/embedded/serving.hpp"

#include <boost/json/serialize.hpp>
#include <optional>

#include "dailygrind/aws/cognito_accounts.hpp"
#include "dailygrind/aws/vapid_secret.hpp"
#include "dailygrind/embedded/identity_module.hpp"
#include "dailygrind/embedded/open_storage.hpp"
#include "dailygrind/embedded/post_module.hpp"
#include "dailygrind/embedded/push_module.hpp"
#include "dailygrind/embedded/user_module.hpp"
#include "platform/api/openapi.hpp"
#include "platform/bus/memory_bus.hpp"
#include "platform/core/problem.hpp"
#include "platform/host/program.hpp"
#include "platform/observability/bus_figures.hpp"
#include "platform/store/memory_store.hpp"
#include "services/events.hpp"
#include "services/post/routes.hpp"
#include "services/push_notification/routes.hpp"
#include "services/user/routes.hpp"

namespace dailygrind::embedded {
namespace {

constexpr auto title = "DailyGrind";

api::RateLimits rate_limits(const ServerConfig& config) {
  return {.per_user_per_minute = config.rate_limit_user,
          .per_address_per_minute = config.rate_limit_address,
          .limit_loopback = config.rate_limit_loopback};
}

webpush::VapidKeys vapid_keys(const ServerConfig& config, const DataFolder& folder,
                              const Clock& clock, Random& random) {
  if (config.vapid_keys_secret.empty()) return {folder.file("vapid"), clock};
  return webpush::VapidKeys{aws::fetch_vapid_keys(config, random)};
}

/// The modules of a program; what is not asked for stays empty.
class Modules {
 public:
  Modules(const ServerConfig& config, Parts parts, host::Host& host)
      : folder_(config.data),
        vapid_(vapid_keys(config, folder_, system_clock_, host.random())),
        limiter_(rate_limits(config), host.clock()),
        storage_(open_storage(config, host.loops().first(), host.random(), host.metrics())),
        bus_(storage_->open_bus(host.clock(), host.random())),
        tokens_(folder_, config, host.clock(), host.random(), &host.loops().first()) {
    if (parts.user && tokens_.embedded()) {
      identity_.emplace(folder_, config, tokens_, host.clock(), host.random());
    }
    if (parts.user && !config.cognito_pool.empty()) {
      cognito_.emplace(config, config.cognito_pool, host.loops().first(), host.random(),
                       host.metrics());
    }
    if (parts.user) {
      user_.emplace(*storage_, *bus_, accounts(), host.clock(), host.random());
      user_->open_pictures(*storage_, address_of(config), host.clock(), host.random());
    }
    if (parts.post) post_.emplace(*storage_, *bus_, host.clock(), host.random());
    if (parts.push_notification) {
      push_.emplace(*storage_, config, vapid_, *bus_, host.clock(), host.random(), host.metrics());
    }
  }

  void attach(const ServerConfig& config, host::Host& host) {
    std::vector<const api::Routes*> tables;
    if (identity_) identity_->attach(host, limiter_, config);
    if (user_) {
      user_->attach(host, tokens_.verifier(), limiter_, config.read_only);
      tables.push_back(&user_->routes());
    }
    if (post_) {
      post_->attach(host, tokens_.verifier(), limiter_, config.read_only);
      tables.push_back(&post_->routes());
    }
    if (push_) {
      push_->attach(host, tokens_.verifier(), limiter_, config.read_only);
      tables.push_back(&push_->routes());
    }
    host.operations().is_administrator = [&gate = first_gate()](const http::Request& request) {
      return api::is_administrator(gate, request);
    };
    host.operations().openapi = boost::json::serialize(api::openapi_document(title, tables));
    host.operations().client_config = [this, fixed = tokens_.client_config(config)] {
      auto all = fixed;
      all["vapidKey"] = vapid_.newest().public_key();
      return all;
    };
    host.operations().checks.push_back({"storage", [this]() -> Task<std::optional<std::string>> {
                                          co_return storage_->unready();
                                        }});
    host.run_in_background("storage probe", [this] { return storage_->probe(); });
    host.run_in_background("bus figures", [this, &host] {
      return observability::watch_bus(host.metrics(), *bus_, own_queues(), host.clock());
    });
  }

 private:
  /// Those that this program consumes: it need not be allowed to look at others.
  [[nodiscard]] std::vector<std::string> own_queues() const {
    std::vector<std::string> queues;
    if (user_) queues.emplace_back(events::user_service_queue);
    if (post_) queues.emplace_back(events::post_service_queue);
    if (push_) queues.emplace_back(events::push_service_queue);
    return queues;
  }

  /// Of the services that are here: each knows of a person's end by itself.
  [[nodiscard]] const api::Gate& first_gate() const {
    return user_ ? user_->gate() : post_ ? post_->gate() : push_->gate();
  }

  /// Null where an issuer keeps them that cannot be asked.
  [[nodiscard]] identity::AccountDirectory* accounts() {
    if (identity_) return &identity_->directory();
    return cognito_ ? &cognito_->directory() : nullptr;
  }

  DataFolder folder_;
  SystemClock system_clock_;
  webpush::VapidKeys vapid_;  ///< all programs on the folder tell pages the newest
  api::RateLimiter limiter_;
  std::unique_ptr<Storage> storage_;
  std::unique_ptr<bus::Bus> bus_;
  Tokens tokens_;
  std::optional<IdentityModule> identity_;
  std::optional<aws::CognitoAccounts> cognito_;
  std::optional<UserModule> user_;
  std::optional<PostModule> post_;
  std::optional<PushModule> push_;
};

/// For a service that is only described.
class NoSender final : public webpush::Sender {
 public:
  Task<webpush::Attempt> send(webpush::Subscription, webpush::Message, int) override {
    throw Problem::unavailable("Nothing is sent here.");
  }
};

}  // namespace

int serve(const ServerConfig& config, const std::string& program, Parts parts,
          const WebApp& web_app) {
  host::Host host{host::host_settings(config, program)};
  Modules modules{config, parts, host};
  modules.attach(config, host);
  if (web_app) web_app(config, host.router());
  return host.serve();
}

boost::json::object openapi_of(Parts parts) {
  const SystemClock clock;
  SystemRandom random;
  store::MemoryStore store{clock};
  bus::MemoryBus bus{{}, {}, clock, random};
  bus::Outbox outbox{store, bus, clock, random};
  metrics::Registry metrics;
  NoSender sender;
  user::Users users{store, outbox, clock, random, nullptr};
  post::Posts posts{store, outbox, clock, random};
  push::Push push{store, sender, clock, random, metrics, {}};
  std::vector<api::Routes> tables;
  if (parts.user) tables.push_back(user::routes(users));
  if (parts.post) tables.push_back(post::routes(posts));
  if (parts.push_notification) tables.push_back(push::routes(push));
  std::vector<const api::Routes*> all;
  for (const auto& table : tables) all.push_back(&table);
  return api::openapi_document(title, all);
}

}  // namespace dailygrind::embedded
