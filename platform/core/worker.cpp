#include "platform/core/worker.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace dailygrind {
namespace {

using Job = std::move_only_function<void()>;

std::exception_ptr outcome_of(Job& job) {
  try {
    job();
    return {};
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace

struct Worker::State {
  void push(Job job) {
    {
      const std::lock_guard lock{mutex};
      jobs.push_back(std::move(job));
      ++pending;
    }
    filled.notify_one();
  }

  void work(const std::stop_token& stop) {
    std::unique_lock lock{mutex};
    while (filled.wait(lock, stop, [this] { return !jobs.empty(); }) && !stop.stop_requested()) {
      auto job = std::move(jobs.front());
      jobs.pop_front();
      lock.unlock();
      job();
      job = nullptr;
      lock.lock();
    }
  }

  std::mutex mutex;
  std::condition_variable_any filled;
  std::deque<Job> jobs;
  std::atomic<std::size_t> pending{0};
  std::jthread thread{[this](const std::stop_token& stop) { work(stop); }};
};

Worker::Worker() : state_(std::make_unique<State>()) {}
Worker::~Worker() = default;

std::size_t Worker::pending() const { return state_->pending; }

Task<> Worker::execute(Job job) {
  const auto executor = co_await boost::asio::this_coro::executor;
  auto initiate = [state = state_.get(), executor, job = std::move(job)](auto handler) mutable {
    state->push([state, executor, job = std::move(job), handler = std::move(handler),
                 work = boost::asio::make_work_guard(executor)]() mutable {
      auto error = outcome_of(job);
      --state->pending;
      // Takes the guard along: once the caller has resumed, its loop may be gone.
      boost::asio::post(
          executor, [handler = std::move(handler), error = std::move(error),
                     work = std::move(work)]() mutable { std::move(handler)(std::move(error)); });
    });
  };
  co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                       void(std::exception_ptr)>(std::move(initiate),
                                                                 boost::asio::use_awaitable);
}

}  // namespace dailygrind
