#pragma once

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "platform/core/gate.hpp"
#include "platform/core/task.hpp"

namespace dailygrind {
namespace detail {

template <typename T>
struct RunningElsewhere {
  std::optional<T> value;
  std::exception_ptr error;
  boost::asio::cancellation_signal cancel;  ///< emitted on the other loop
  const std::shared_ptr<Gate> ended = std::make_shared<Gate>();
};

template <typename T>
Task<void> run_elsewhere(std::shared_ptr<RunningElsewhere<T>> running, Task<T> task) {
  try {
    running->value.emplace(co_await std::move(task));
  } catch (...) {
    running->error = std::current_exception();
  }
  running->ended->open();
}

}  // namespace detail

/// Runs `task` on another loop and returns its value on the caller's. A caller who is cancelled
/// waits no longer, and the task is cancelled. Unlike with co_spawn and use_awaitable, no coroutine
/// of one loop hangs on an operation of the other, so that the loops may go in any order with calls
/// under way. Each loop runs on one thread.
template <typename T>
Task<T> run_on(boost::asio::io_context& loop, Task<T> task) {
  namespace asio = boost::asio;
  const auto running = std::make_shared<detail::RunningElsewhere<T>>();
  // The slot must stay until the very end there, when the caller may have gone on for a while.
  asio::co_spawn(loop, detail::run_elsewhere(running, std::move(task)),
                 asio::bind_cancellation_slot(running->cancel.slot(),
                                              [running](const std::exception_ptr&) {}));
  co_await Gate::wait(running->ended);
  if (!running->ended->is_open()) {
    asio::post(loop, [running] { running->cancel.emit(asio::cancellation_type::terminal); });
    throw boost::system::system_error{asio::error::operation_aborted};
  }
  if (running->error) std::rethrow_exception(running->error);
  co_return std::move(*running->value);
}

}  // namespace dailygrind
