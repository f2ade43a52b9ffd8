#include "platform/core/gate.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dailygrind {

namespace asio = boost::asio;

void Gate::open() {
  // Held meanwhile: a waiter takes it before it goes on, so until then its loop is there.
  const std::lock_guard lock{mutex_};
  open_ = true;
  for (const auto& waiter : waiters_) {
    // A timer may only be touched on its own loop.
    auto timer = waiter.lock();
    if (!timer) continue;
    asio::dispatch(timer->get_executor(), [timer] { timer->cancel(); });
  }
  waiters_.clear();
}

bool Gate::is_open() const {
  const std::lock_guard lock{mutex_};
  return open_;
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the coroutine keeps its copy
Task<void> Gate::wait(std::shared_ptr<Gate> gate) {
  // The timer lives in this coroutine, so a loop that ends takes its waiters with it.
  const auto timer = std::make_shared<Timer>(co_await asio::this_coro::executor);
  {
    const std::lock_guard lock{gate->mutex_};
    if (gate->open_) co_return;
    timer->expires_at(Timer::time_point::max());
    gate->waiters_.emplace_back(timer);
  }
  co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
  const std::lock_guard lock{gate->mutex_};
}

}  // namespace dailygrind
