#include "platform/bus/retry.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>

#include "platform/core/log.hpp"

namespace dailygrind::bus {

namespace asio = boost::asio;

Task<std::optional<std::string>> failure_of(Task<> task) {
  try {
    co_await std::move(task);
    co_return std::nullopt;
  } catch (const std::logic_error&) {
    throw;
  } catch (const boost::system::system_error& error) {
    if (error.code() == asio::error::operation_aborted) throw;
    co_return error.what();
  } catch (const std::exception& error) {
    co_return error.what();
  }
}

Task<> Retry::pause(std::string_view what, std::string cause) {
  const auto length = next_;
  next_ = std::min(next_ * 2, longest);
  log::warning(what, {{"cause", cause}, {"retry_ms", std::int64_t{length.count()}}});
  asio::steady_timer timer{co_await asio::this_coro::executor, length};
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace dailygrind::bus
