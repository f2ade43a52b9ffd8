#include "services/push_notification/hand_over.hpp"

#include "platform/core/log.hpp"

namespace dailygrind::push {
namespace {

/// A shard whose runner has died is free after its lease of two minutes.
constexpr std::chrono::minutes handed_over_again{2};

}  // namespace

Task<std::size_t> hand_over(Push& push, ShardQueue& queue) {
  co_await push.daily_call.round();
  auto work = co_await push.repository.work();
  const auto now = push.clock.now();
  std::erase_if(work, [&](const Work& each) { return now < each.handed_over + handed_over_again; });
  if (work.empty()) co_return 0;
  std::vector<ShardMessage> messages;
  for (const auto& each : work) {
    messages.push_back({.job_id = each.job, .shard = static_cast<std::int64_t>(each.shard)});
  }
  const auto count = messages.size();
  co_await queue.send(std::move(messages));
  // Not before: a message that was not sent would be missed for two minutes.
  co_await push.repository.note_handed_over(std::move(work));
  log::info("shards are handed over", {{"shards", static_cast<std::int64_t>(count)}});
  co_return count;
}

Task<ShardEnd> carry_out(Push& push, ShardMessage message, Instant until) {
  const auto shard = static_cast<std::size_t>(message.shard);
  const bool done = co_await push.jobs.run_shard(message.job_id, shard, until);
  co_await push.outgoing.finish(until + after_until - push.clock.now());
  co_return done ? ShardEnd::done : ShardEnd::not_now;
}

}  // namespace dailygrind::push
