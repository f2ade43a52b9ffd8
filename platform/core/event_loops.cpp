#include "platform/core/event_loops.hpp"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "platform/core/log.hpp"

namespace dailygrind {
namespace {

using boost::asio::io_context;
using boost::asio::signal_set;

struct Loop {
  io_context context{1};
  boost::asio::executor_work_guard<io_context::executor_type> work{context.get_executor()};
};

std::size_t loops_for(std::size_t threads) {
  return threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

struct EventLoops::State {
  explicit State(std::size_t threads) {
    for (std::size_t at = 0; at < loops_for(threads); ++at) {
      loops.push_back(std::make_unique<Loop>());
    }
  }

  void stop() {
    for (const auto& loop : loops) loop->context.stop();
  }

  void fail(std::exception_ptr error) {
    const std::lock_guard lock{mutex};
    if (!failure) failure = std::move(error);
  }

  void run_loop(Loop& loop) {
    try {
      loop.context.run();
    } catch (const std::exception& error) {
      log::error("an exception escaped from a handler",
                 {{"cause", std::string_view{error.what()}}});
      fail(std::current_exception());
    } catch (...) {
      log::error("an exception escaped from a handler");
      fail(std::current_exception());
    }
    stop();
  }

  void await_ending(std::function<void()> drain, bool again) {
    ending->async_wait([this, drain = std::move(drain), again](const auto& error, int) {
      if (error) return;
      log::info(again ? "stopping at once" : "stopping");
      if (again) return stop();
      await_ending(drain, true);
      drain();
    });
  }

  void await_reloading(std::function<void()> reload) {
    reloading->async_wait([this, reload = std::move(reload)](const auto& error, int) {
      if (error) return;
      await_reloading(reload);
      reload();
    });
  }

  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<signal_set> ending;
  std::optional<signal_set> reloading;
  std::mutex mutex;
  std::exception_ptr failure;
};

EventLoops::EventLoops(std::size_t threads) : state_(std::make_unique<State>(threads)) {}
EventLoops::~EventLoops() = default;

std::vector<io_context*> EventLoops::contexts() {
  std::vector<io_context*> contexts;
  for (const auto& loop : state_->loops) contexts.push_back(&loop->context);
  return contexts;
}

io_context& EventLoops::first() { return state_->loops.front()->context; }

void EventLoops::run() {
  {
    std::vector<std::jthread> threads;
    for (std::size_t at = 1; at < state_->loops.size(); ++at) {
      threads.emplace_back([this, at] { state_->run_loop(*state_->loops[at]); });
      pthread_setname_np(threads.back().native_handle(), ("loop-" + std::to_string(at)).c_str());
    }
    state_->run_loop(*state_->loops.front());
  }
  if (state_->failure) std::rethrow_exception(state_->failure);
}

void EventLoops::stop() { state_->stop(); }

void EventLoops::on_signals(std::function<void()> drain, std::function<void()> reload) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it cannot fail for this signal
  state_->ending.emplace(first(), SIGTERM, SIGINT);
  state_->reloading.emplace(first(), SIGHUP);
  state_->await_ending(std::move(drain), false);
  state_->await_reloading(std::move(reload));
}

}  // namespace dailygrind
