#pragma once

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <memory>
#include <utility>

#include "platform/core/started.hpp"

namespace dailygrind {
namespace detail {

template <typename T>
struct RunningElsewhere : Running<T> {
  boost::asio::cancellation_signal cancel;  ///< emitted on the other loop
};

}  // namespace detail

/// Runs `task` on a loop, which may be the caller's, and returns its value on the caller's. A
/// caller who is cancelled waits no longer, and the task is cancelled. Unlike with co_spawn and
/// use_awaitable, no coroutine of one loop hangs on an operation of the other, so that the loops
/// may go in any order with calls under way. Each loop runs on one thread.
template <typename T>
Task<T> run_on(boost::asio::io_context& loop, Task<T> task) {
  namespace asio = boost::asio;
  if (co_await asio::this_coro::executor == loop.get_executor()) co_return co_await std::move(task);
  const auto running = std::make_shared<detail::RunningElsewhere<T>>();
  // The slot must stay until the very end there, when the caller may have gone on for a while.
  asio::co_spawn(loop, detail::Running<T>::run(running, std::move(task)),
                 asio::bind_cancellation_slot(running->cancel.slot(),
                                              [running](const std::exception_ptr&) {}));
  co_await Gate::wait(running->ended);
  if (!running->ended->is_open()) {
    asio::post(loop, [running] { running->cancel.emit(asio::cancellation_type::terminal); });
  }
  co_return running->take();
}

}  // namespace dailygrind
