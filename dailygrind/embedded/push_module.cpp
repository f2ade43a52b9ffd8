#include "dailygrind/embedded/push_module.hpp"

#include <pthread.h>
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "dailygrind/push_setup.hpp"
#include "platform/bus/consumer.hpp"
#include "platform/core/log.hpp"
#include "platform/observability/bus_figures.hpp"
#include "platform/observability/store_figures.hpp"
#include "platform/schedule/timer_scheduler.hpp"
#include "services/events.hpp"
#include "services/push_notification/on_event.hpp"
#include "services/push_notification/routes.hpp"

namespace dailygrind::embedded {
namespace {

/// Requests come first where there are fewer cores than work.
constexpr int niceness = 10;
/// A noon reads everybody once: remembering them is of no use.
constexpr std::size_t cache_bytes = std::size_t{2} << 20U;
/// Events come in any order: what was decided about the people meanwhile is known then.
constexpr std::chrono::milliseconds news_wait{100};
/// So many events wait for one fsync.
constexpr std::size_t parallel_events = 32;

}  // namespace

PushModule::PushModule(Storage& storage, const ServerConfig& config, webpush::VapidKeys& keys,
                       bus::Bus& bus, const Clock& clock, Random& random,
                       metrics::Registry& registry)
    : bus_(bus),
      jobs_here_(config.push_jobs == PushJobs::process),
      store_(storage.open_store("push", push::tables(), clock, cache_bytes)),
      contact_(vapid_contact(config)),
      vapid_(keys, contact_, system_clock_),
      sender_(webpush::make_curl_sender(loop_.first(),
                                        {.vapid = vapid_,
                                         .clock = clock,
                                         .system = system_clock_,
                                         .random = random,
                                         .metrics = registry},
                                        sender_settings(config))),
      push_(*store_, *sender_, clock, random, registry,
            push_settings(config, keys, storage.exclusive())),
      routes_(push::routes(push_)),
      scheduler_(schedule::make_timer_scheduler(clock)) {}

PushModule::~PushModule() {
  loop_.stop();
  if (thread_.joinable()) thread_.join();
}

void PushModule::run_in_background(host::Host& host, std::string name,
                                   std::function<Task<>()> task) {
  host.run_in_background(std::move(name), [this, task = std::move(task)] {
    return boost::asio::co_spawn(loop_.first(), task, boost::asio::use_awaitable);
  });
}

Task<> PushModule::hear(const bus::Event& event) {
  if (push::is_news(event)) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, news_wait};
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
  co_await push::on_event(push_, event);
}

void PushModule::attach(host::Host& host, identity::TokenVerifier& verifier,
                        api::RateLimiter& limiter, bool read_only) {
  if (contact_.empty()) {
    log::warning("Apple's push service will take no message: vapid-contact is not set");
  }
  gate_ = std::make_unique<api::Gate>(verifier, limiter,
                                      [this](const UserId& user, bool) -> Task<store::ItemPtr> {
                                        co_await push::admit(push_, user);
                                        co_return nullptr;
                                      });
  gate_->read_only = read_only;
  api::mount(routes_, *gate_, host.router());
  observability::register_store_figures(host.metrics(), "push", *store_);
  const auto counters =
      observability::consumer_counters(host.metrics(), events::push_service_queue);
  run_in_background(host, "push events", [this, counters] {
    return bus::consume(
        bus_, events::push_service_queue, [this](const bus::Event& event) { return hear(event); },
        parallel_events, counters);
  });
  run_in_background(host, "push messages", [this] { return push_.outgoing.run(); });
  if (jobs_here_) run_in_background(host, "push jobs", [this] { return push_.jobs.run(); });
  if (jobs_here_ && !read_only) {
    run_in_background(host, "daily call", [this] {
      return scheduler_->every_minute([this] { return push_.daily_call.round(); });
    });
  }
  thread_ = std::thread{[this] {
    pthread_setname_np(pthread_self(), "push");
    setpriority(PRIO_PROCESS, 0, niceness);  // of this thread alone, on Linux
    loop_.run();
  }};
}

}  // namespace dailygrind::embedded
