#include "dailygrind/for_each.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

namespace dailygrind::cli {
namespace {

namespace asio = boost::asio;

struct Run {
  std::size_t count;
  std::function<Task<>(std::size_t)> work;
  asio::steady_timer all_done;
  std::size_t next = 0;
  std::size_t workers = 0;
  std::exception_ptr failure;
};

Task<> work_on(Run& run) {
  try {
    while (run.next < run.count && !run.failure) co_await run.work(run.next++);
  } catch (...) {
    if (!run.failure) run.failure = std::current_exception();
  }
  if (--run.workers == 0) run.all_done.cancel();
}

}  // namespace

Task<> for_each(std::size_t count, std::size_t parallel, std::function<Task<>(std::size_t)> work) {
  const auto executor = co_await asio::this_coro::executor;
  Run run{count, std::move(work), asio::steady_timer{executor}};
  run.all_done.expires_at(asio::steady_timer::time_point::max());
  run.workers = std::min(count, parallel);
  for (std::size_t worker = run.workers; worker > 0; --worker) {
    asio::co_spawn(executor, work_on(run), asio::detached);
  }
  while (run.workers > 0) {
    boost::system::error_code cancelled;
    co_await run.all_done.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  if (run.failure) std::rethrow_exception(run.failure);
}

}  // namespace dailygrind::cli
