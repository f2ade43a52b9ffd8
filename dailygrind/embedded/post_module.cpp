#include "dailygrind/embedded/post_module.hpp"

#include "platform/bus/consumer.hpp"
#include "platform/observability/bus_figures.hpp"
#include "platform/observability/store_figures.hpp"
#include "services/events.hpp"
#include "services/post/on_user_event.hpp"
#include "services/post/routes.hpp"

namespace dailygrind::embedded {

PostModule::PostModule(Storage& storage, bus::Bus& bus, const Clock& clock, Random& random)
    : bus_(bus),
      store_(storage.open_store("post", post::tables(), clock)),
      outbox_(*store_, bus, clock, random),
      posts_(*store_, outbox_, clock, random),
      routes_(post::routes(posts_)) {}

void PostModule::attach(host::Host& host, identity::TokenVerifier& verifier,
                        api::RateLimiter& limiter, bool read_only) {
  gate_ = std::make_unique<api::Gate>(
      verifier, limiter, [this](const UserId& user, bool) { return post::admit(posts_, user); });
  gate_->read_only = read_only;
  api::mount(routes_, *gate_, host.router());
  observability::register_store_figures(host.metrics(), "post", *store_);
  host.run_in_background("post outbox", [this] { return outbox_.run(); });
  const auto counters =
      observability::consumer_counters(host.metrics(), events::post_service_queue);
  host.run_in_background("user events", [this, counters] {
    return bus::consume(
        bus_, events::post_service_queue,
        [this](const bus::Event& event) { return post::on_user_event(posts_, event); }, 8,
        counters);
  });
  host.run_in_background("post deletions", [this] { return posts_.deletion.run(); });
}

}  // namespace dailygrind::embedded
