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

struct Work {
  JobId job;
  std::size_t shard = 0;
};
using Queue = std::deque<Work>;

Task<Queue> pending(store::Store& store) {
  Queue queue;
  store::Query query{.table = push_table, .partition = work_partition, .limit = 1000};
  for (bool more = true; more;) {
    const auto page = co_await store.query(query);
    for (const auto& item : page.items) {
      queue.push_back({JobId{item->attributes.text("job")},
                       static_cast<std::size_t>(item->attributes.number("shard"))});
    }
    more = page.next.has_value();
    if (more) query.after = *page.next;
  }
  co_return queue;
}

/// What failed does not keep the other shards waiting.
Task<std::size_t> work(std::shared_ptr<Queue> queue, ShardRun::Tools tools, std::string runner) {
  std::size_t done = 0;
  std::exception_ptr failure;
  while (!queue->empty()) {
    const auto next = queue->front();
    queue->pop_front();
    ShardRun run{tools, next.job, next.shard, runner};
    try {
      if (co_await run.run()) ++done;
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
  const auto queue = std::make_shared<Queue>(co_await pending(repository_.store()));
  if (queue->empty()) co_return 0;
  const ShardRun::Tools tools{repository_, courier_, outgoing_, clock_, settings_};
  std::vector<Task<std::size_t>> tasks;
  for (std::size_t i = 0; i < std::min(workers, queue->size()); ++i) {
    tasks.push_back(work(queue, tools, token_));
  }
  std::size_t done = 0;
  for (const auto count : co_await gather(std::move(tasks))) done += count;
  co_return done;
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
