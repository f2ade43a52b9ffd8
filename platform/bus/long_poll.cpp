#include "platform/bus/long_poll.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <chrono>

namespace dailygrind::bus {
namespace {

using RealTime = std::chrono::steady_clock;

constexpr milliseconds longest_wait = std::chrono::hours{1};
constexpr milliseconds recheck{1000};
constexpr milliseconds shortest_pause{5};

milliseconds pause(RealTime::duration left, const std::optional<milliseconds>& next) {
  const auto bound = std::min(std::chrono::ceil<milliseconds>(left), recheck);
  return next ? std::min(bound, std::max(*next, shortest_pause)) : bound;
}

}  // namespace

Task<std::vector<Delivery>> long_poll(const Bell& bell, milliseconds wait,
                                      std::function<Task<Look>()> look) {
  Bell::Listener listener{bell, co_await boost::asio::this_coro::executor};
  const auto end = RealTime::now() + std::min(wait, longest_wait);
  for (;;) {
    auto found = co_await look();
    const auto left = end - RealTime::now();
    if (!found.deliveries.empty() || left <= RealTime::duration::zero()) {
      co_return std::move(found.deliveries);
    }
    co_await listener.wait(pause(left, found.next));
  }
}

}  // namespace dailygrind::bus
