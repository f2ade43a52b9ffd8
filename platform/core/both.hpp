#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "platform/core/task.hpp"

namespace dailygrind {
namespace detail {

template <typename T>
Task<std::optional<T>> optional_of(Task<T> task) {
  co_return co_await std::move(task);
}

}  // namespace detail

/// Runs both tasks at the same time on the executor of the caller, which runs on one thread or is a
/// strand, and returns their values. Where one throws, throws that after both have ended; where
/// both throw, what `one` threw. (Asio's operator&& cancels the other, and throws neither's error
/// where that throws, too.) Both are cancelled with the caller, who waits for them.
template <typename One, typename Other>
Task<std::pair<One, Other>> both(Task<One> one, Task<Other> other) {
  namespace asio = boost::asio;
  const auto executor = co_await asio::this_coro::executor;
  auto [order, error, value, other_error, other_value] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, detail::optional_of(std::move(one)), asio::deferred),
          asio::co_spawn(executor, detail::optional_of(std::move(other)), asio::deferred))
          .async_wait(asio::experimental::wait_for_all{}, asio::use_awaitable);
  if (error) std::rethrow_exception(error);
  if (other_error) std::rethrow_exception(other_error);
  co_return std::pair<One, Other>{std::move(*value), std::move(*other_value)};
}

}  // namespace dailygrind
