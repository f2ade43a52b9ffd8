#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/core/task.hpp"

namespace dailygrind::observability {

/// Waits for `interval` from now on; false where it was cancelled. For sources only.
inline Task<bool> pause(boost::asio::steady_timer& timer, std::chrono::milliseconds interval) {
  timer.expires_after(interval);
  const auto [error] = co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  co_return !error;
}

}  // namespace dailygrind::observability
