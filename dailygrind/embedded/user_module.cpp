#include "dailygrind/embedded/user_module.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/bus/consumer.hpp"
#include "platform/observability/store_figures.hpp"
#include "services/events.hpp"
#include "services/user/delete_account.hpp"
#include "services/user/on_account_event.hpp"
#include "services/user/routes.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::embedded {
namespace {

/// How long a deletion that failed waits for its next try.
constexpr std::chrono::seconds pause{30};

Task<> keep_finishing_deletions(user::Users& users) {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  while (true) {
    co_await user::resume_deletions(users);
    timer.expires_after(pause);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

}  // namespace

UserModule::UserModule(Storage& storage, bus::Bus& bus, identity::AccountDirectory* accounts,
                       const Clock& clock, Random& random)
    : bus_(bus),
      store_(storage.open_store("user", user::tables(), clock)),
      outbox_(*store_, bus, clock, random),
      users_(*store_, outbox_, clock, random, accounts),
      routes_(user::routes(users_)) {}

void UserModule::attach(host::Host& host, identity::TokenVerifier& verifier,
                        api::RateLimiter& limiter) {
  gate_ =
      std::make_unique<api::Gate>(verifier, limiter, [this](const UserId& user, bool deleted_too) {
        return user::admit(users_, user, deleted_too);
      });
  api::mount(routes_, *gate_, host.router());
  observability::register_store_figures(host.metrics(), "user", *store_);
  host.run_in_background("user outbox", [this] { return outbox_.run(); });
  host.run_in_background("account events", [this] {
    return bus::consume(bus_, events::user_service_queue, [this](const bus::Event& event) {
      return user::on_account_event(users_, event);
    });
  });
  host.run_in_background("user deletions", [this] { return keep_finishing_deletions(users_); });
}

}  // namespace dailygrind::embedded
