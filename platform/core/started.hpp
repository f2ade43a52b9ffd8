#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "platform/core/gate.hpp"
#include "platform/core/task.hpp"

namespace dailygrind {
namespace detail {

/// What becomes of a task that runs by itself.
template <typename T>
struct Running {
  std::optional<T> value;
  std::exception_ptr error;
  const std::shared_ptr<Gate> ended = std::make_shared<Gate>();

  static Task<void> run(std::shared_ptr<Running> running, Task<T> task) {
    try {
      running->value.emplace(co_await std::move(task));
    } catch (...) {
      running->error = std::current_exception();
    }
    running->ended->open();
  }

  /// After a wait for the end, which comes early to a waiter who is cancelled: then it throws
  /// operation_aborted. Once.
  T take() {
    if (!ended->is_open()) throw boost::system::system_error{boost::asio::error::operation_aborted};
    if (error) std::rethrow_exception(error);
    return std::move(*value);
  }
};

}  // namespace detail

/// A task that has begun, while its maker goes on with something else. Both run on one executor,
/// which runs on one thread or is a strand. A maker who is cancelled, or does not ask for the
/// result, leaves it going on by itself: it must own, or be outlived by, what it uses.
template <typename T>
class Started {
 public:
  /// Runs `task` to where it waits first.
  Started(const boost::asio::any_io_executor& executor, Task<T> task) {
    boost::asio::co_spawn(executor, detail::Running<T>::run(running_, std::move(task)),
                          [](const std::exception_ptr&) {});
  }

  /// What it returned, once; or throws what it threw.
  Task<T> result() {
    if (!running_->ended->is_open()) co_await Gate::wait(running_->ended);
    co_return running_->take();
  }

 private:
  const std::shared_ptr<detail::Running<T>> running_ = std::make_shared<detail::Running<T>>();
};

}  // namespace dailygrind
