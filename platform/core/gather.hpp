#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "platform/core/task.hpp"

namespace dailygrind {
namespace detail {

template <typename T>
struct Gathering {
  explicit Gathering(std::size_t tasks, const boost::asio::any_io_executor& executor)
      : values(tasks), left(tasks), all_done(executor) {
    all_done.expires_at(boost::asio::steady_timer::time_point::max());
  }

  std::vector<std::optional<T>> values;
  std::exception_ptr error;
  std::size_t left;
  boost::asio::steady_timer all_done;
};

template <typename T>
Task<> gather_one(std::shared_ptr<Gathering<T>> gathering, Task<T> task, std::size_t index) {
  try {
    gathering->values[index].emplace(co_await std::move(task));
  } catch (...) {
    if (!gathering->error) gathering->error = std::current_exception();
  }
  if (--gathering->left == 0) gathering->all_done.cancel();
}

}  // namespace detail

/// Runs all `tasks` at the same time on the executor of the caller, which runs on one thread or is
/// a strand, and returns their values in the same order. Where some throw, throws what the first of
/// them threw, after all have ended. When the caller is cancelled, they go on by themselves: they
/// must own, or be outlived by, what they use.
template <typename T>
Task<std::vector<T>> gather(std::vector<Task<T>> tasks) {
  const auto executor = co_await boost::asio::this_coro::executor;
  auto gathering = std::make_shared<detail::Gathering<T>>(tasks.size(), executor);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    boost::asio::co_spawn(executor, detail::gather_one(gathering, std::move(tasks[i]), i),
                          [](const std::exception_ptr&) {});
  }
  while (gathering->left > 0) {
    const auto [error] =
        co_await gathering->all_done.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    // The caller was cancelled.
    if (gathering->left > 0) throw boost::system::system_error{error};
  }
  if (gathering->error) std::rethrow_exception(gathering->error);
  std::vector<T> values;
  values.reserve(gathering->values.size());
  for (auto& value : gathering->values) values.push_back(std::move(*value));
  co_return values;
}

}  // namespace dailygrind
