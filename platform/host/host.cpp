#include "platform/host/host.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <optional>

#include "platform/api/problem_json.hpp"
#include "platform/core/address.hpp"
#include "platform/core/log.hpp"
#include "platform/observability/loop_lag.hpp"
#include "platform/observability/process_figures.hpp"

namespace dailygrind::host {
namespace asio = boost::asio;

namespace {

/// How long background tasks may take to notice that they are cancelled.
constexpr std::chrono::seconds background_bound{5};

struct Background {
  std::string name;
  std::function<Task<>()> task;
  asio::cancellation_signal cancel;
};

}  // namespace

struct Host::State {
  explicit State(HostSettings given) : settings(std::move(given)), loops(settings.threads) {
    if (settings.test_clock) adjustable_clock.set(*settings.test_clock);
  }

  HostSettings settings;
  AdjustableClock adjustable_clock;
  SystemRandom random;
  metrics::Registry metrics;
  http::Router router;
  http::Router metrics_router;
  Operations operations{.metrics = metrics};
  std::list<Background> background;
  std::size_t running = 0;
  EventLoops loops;
  std::unique_ptr<http::Server> server;
  std::unique_ptr<http::Server> metrics_server;
  std::optional<asio::steady_timer> bound;

  void start_background();
  void finished(const Background& task, const std::exception_ptr& error);
  void drain();
  void cancel_background();
  void bind();
  [[nodiscard]] std::size_t unfinished() const;
};

void Host::State::start_background() {
  const auto contexts = loops.contexts();
  for (std::size_t loop = 0; loop < contexts.size(); ++loop) {
    asio::co_spawn(*contexts[loop], observability::watch_loop(metrics, loop), asio::detached);
  }
  for (Background& each : background) {
    ++running;
    asio::co_spawn(loops.first(), each.task(),
                   asio::bind_cancellation_slot(
                       each.cancel.slot(),
                       [this, &each](const std::exception_ptr& error) { finished(each, error); }));
  }
}

void Host::State::finished(const Background& task, const std::exception_ptr& error) {
  --running;
  if (!bound && error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& defect) {
      log::error("background task ended", {{"task", std::string_view{task.name}},
                                           {"cause", std::string_view{defect.what()}}});
    }
  }
  if (bound && running == 0) loops.stop();
}

void Host::State::drain() {
  log::info("draining", {{"program", std::string_view{settings.program}}});
  if (metrics_server) metrics_server->drain([] {});
  server->drain([this] { cancel_background(); });
}

void Host::State::cancel_background() {
  bound.emplace(loops.first(), background_bound);
  if (running == 0) return loops.stop();
  bound->async_wait([this](const boost::system::error_code& error) {
    if (!error) loops.stop();
  });
  for (Background& each : background) each.cancel.emit(asio::cancellation_type::terminal);
}

void Host::State::bind() {
  mount_operations(operations, router);
  if (settings.test_hooks) {
    log::warning("test hooks are on: anyone who reaches this address can move the clock");
    mount_test_hooks(adjustable_clock, router);
  }
  server = std::make_unique<http::Server>(settings.http, loops.contexts(), router,
                                          &api::problem_response, metrics);
  if (settings.metrics_listen.empty()) return;
  mount_metrics(operations, metrics_router);
  const auto endpoint = parse_endpoint(settings.metrics_listen).value();
  metrics_server = std::make_unique<http::Server>(
      http::ServerSettings{.address = endpoint.address, .port = endpoint.port, .access_log = false},
      std::vector{&loops.first()}, metrics_router, &api::problem_response, metrics);
}

/// Requests and background tasks that the loops left behind.
std::size_t Host::State::unfinished() const {
  return running + server->connections() + (metrics_server ? metrics_server->connections() : 0);
}

Host::Host(HostSettings settings) : state_(std::make_unique<State>(std::move(settings))) {
  state_->operations.metrics_public = state_->settings.metrics_public;
  observability::register_process_figures(state_->metrics);
}

Host::~Host() = default;

const Clock& Host::clock() const { return state_->adjustable_clock; }
Random& Host::random() { return state_->random; }
metrics::Registry& Host::metrics() { return state_->metrics; }
http::Router& Host::router() { return state_->router; }
Operations& Host::operations() { return state_->operations; }
EventLoops& Host::loops() { return state_->loops; }

void Host::run_in_background(std::string name, std::function<Task<>()> task) {
  auto& added = state_->background.emplace_back();
  added.name = std::move(name);
  added.task = std::move(task);
}

int Host::serve() {
  auto& state = *state_;
  try {
    state.bind();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", state.settings.program.c_str(), error.what());
    return 1;
  }
  state.loops.on_signals([&state] { state.drain(); },
                         [&state] { state.server->reload_certificates(); });
  state.start_background();
  state.server->start();
  if (state.metrics_server) state.metrics_server->start();
  log::info("serving", {{"program", std::string_view{state.settings.program}},
                        {"address", std::string_view{state.settings.http.address}},
                        {"port", std::int64_t{state.server->port()}}});
  log::flush();
  state.loops.run();
  const auto unfinished = static_cast<std::int64_t>(state.unfinished());
  log::info("stopped",
            {{"program", std::string_view{state.settings.program}}, {"unfinished", unfinished}});
  log::flush();
  // What has not finished refers to services, clients and loops in an order that no destructor
  // knows. Everything that was acknowledged is stored, so leave as after a kill.
  if (unfinished > 0) std::_Exit(0);
  return 0;
}

}  // namespace dailygrind::host
