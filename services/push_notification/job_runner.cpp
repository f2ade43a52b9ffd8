#include "services/push_notification/job_runner.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <deque>
#include <memory>

#include "platform/core/gather.hpp"
#include "platform/core/log.hpp"
#include "services/push_notification/shard_run.hpp"

namespace dailygrind::push {
namespace {

/// Shards at work at the same time.
constexpr std::size_t workers = shards;
constexpr milliseconds recheck{5000};

using Queue = std::deque<Work>;

/// What failed does not keep the other shards waiting.
Task<std::size_t> work_off(std::shared_ptr<Queue> queue, ShardRun::Tools tools,
                           std::string runner) {
  std::size_t done = 0;
  std::exception_ptr failure;
  while (!queue->empty()) {
    const auto next = queue->front();
    queue->pop_front();
    ShardRun run{tools, next.job, next.shard, runner};
    try {
      if (co_await run.run() == ShardRun::End::done) ++done;
    } catch (...) {
      failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
  co_return done;
}

}  // namespace

JobRunner::JobRunner(Repository& repository, Courier& courier, Outgoing& outgoing,
                     const Clock& clock, Random& random, const Settings& settings)
    : repository_(repository),
      courier_(courier),
      outgoing_(outgoing),
      clock_(clock),
      settings_(settings),
      token_(random.token(12)) {}

Task<std::size_t> JobRunner::run_pending() {
  const auto work = co_await repository_.work();
  const auto queue = std::make_shared<Queue>(work.begin(), work.end());
  if (queue->empty()) co_return 0;
  const ShardRun::Tools tools{repository_, courier_, outgoing_, clock_, settings_};
  std::vector<Task<std::size_t>> tasks;
  for (std::size_t i = 0; i < std::min(workers, queue->size()); ++i) {
    tasks.push_back(work_off(queue, tools, token_));
  }
  std::size_t done = 0;
  for (const auto count : co_await gather(std::move(tasks))) done += count;
  co_return done;
}

Task<bool> JobRunner::run_shard(JobId job, std::size_t shard, Instant until) {
  const auto [at, begun] = at_work_.emplace(job, shard);
  if (!begun) co_return false;
  const std::shared_ptr<void> mark{nullptr, [this, at](std::nullptr_t) { at_work_.erase(at); }};
  ShardRun run{
      {repository_, courier_, outgoing_, clock_, settings_}, std::move(job), shard, token_};
  co_return co_await run.run(until) == ShardRun::End::done;
}

Task<> JobRunner::run() {
  bus::Bell::Listener listener{wanted_, co_await boost::asio::this_coro::executor};
  while (true) {
    try {
      co_await run_pending();
    } catch (const boost::system::system_error&) {
      throw;  // cancelled
    } catch (const std::exception& error) {
      log::warning("push jobs wait", {{"cause", std::string_view{error.what()}}});
    }
    co_await listener.wait(recheck);
  }
}

}  // namespace dailygrind::push
