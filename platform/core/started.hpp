#pragma once

#include <boost/asio/any_io_executor.hpp>
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

#include "platform/core/task.hpp"

namespace dailygrind {

/// A task that has begun, while its maker goes on with something else. Both run on one executor,
/// which runs on one thread or is a strand. A maker who is cancelled, or does not ask for the
/// result, leaves it going on by itself: it must own, or be outlived by, what it uses.
template <typename T>
class Started {
 public:
  /// Runs `task` to where it waits first.
  Started(const boost::asio::any_io_executor& executor, Task<T> task)
      : state_(std::make_shared<State>(executor)) {
    boost::asio::co_spawn(executor, run(state_, std::move(task)), [](const std::exception_ptr&) {});
  }

  /// What it returned, once; or throws what it threw.
  Task<T> result() {
    // By itself, so that this object need not stay.
    const auto state = state_;
    if (!state->ended) {
      state->end = std::make_unique<boost::asio::steady_timer>(
          state->executor, boost::asio::steady_timer::time_point::max());
      const auto [error] =
          co_await state->end->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
      if (!state->ended) throw boost::system::system_error{error};  // the caller was cancelled
    }
    if (state->error) std::rethrow_exception(state->error);
    co_return std::move(*state->value);
  }

 private:
  struct State {
    explicit State(boost::asio::any_io_executor the_executor) : executor(std::move(the_executor)) {}

    boost::asio::any_io_executor executor;
    std::optional<T> value;
    std::exception_ptr error;
    bool ended = false;
    std::unique_ptr<boost::asio::steady_timer> end;  ///< where somebody waits; cancelled at the end
  };

  static Task<void> run(std::shared_ptr<State> state, Task<T> task) {
    try {
      state->value.emplace(co_await std::move(task));
    } catch (...) {
      state->error = std::current_exception();
    }
    state->ended = true;
    if (state->end) state->end->cancel();
  }

  std::shared_ptr<State> state_;
};

}  // namespace dailygrind
