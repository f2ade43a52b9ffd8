#include "platform/observability/loop_lag.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <string>

#include "platform/observability/pause.hpp"

namespace dailygrind::observability {

Task<> watch_loop(metrics::Registry& registry, std::size_t loop,
                  std::chrono::milliseconds interval) {
  auto& lag = registry.histogram("dailygrind_event_loop_lag_seconds",
                                 "How late a timer fires on an event loop.",
                                 {{"loop", std::to_string(loop)}});
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  while (co_await pause(timer, interval)) {
    const std::chrono::duration<double> late = std::chrono::steady_clock::now() - timer.expiry();
    lag.observe(late.count());
  }
}

}  // namespace dailygrind::observability
