#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/core/task.hpp"
#include "platform/describe/describe.hpp"
#include "services/push_notification/push.hpp"

/// Jobs that other programs carry out, which take shards from a queue: the durable list of shards
/// that are not done is here, the queue only says when somebody should look at one. So a message
/// may be lost, or come twice, or late.
namespace dailygrind::push {

/// Says that somebody should work on a shard.
struct ShardMessage {
  JobId job_id;
  std::int64_t shard = 0;
};
DAILYGRIND_DESCRIBE(ShardMessage, (job_id, shard))
constexpr auto rules_of(const ShardMessage*) {
  return std::array{describe::range("shard", 0, shards - 1)};
}

/// Where those messages go.
class ShardQueue {
 public:
  virtual ~ShardQueue() = default;
  /// Durable when it returns. When it throws, some of them may have been sent.
  virtual Task<> send(std::vector<ShardMessage> messages) = 0;
};

/// Begins the daily calls that are due and hands over every shard that is not done and was not
/// handed over lately, or was given back since. To be called once a minute, by however many: what
/// is handed over twice is sent once. Returns how many shards it handed over.
Task<std::size_t> hand_over(Push& push, ShardQueue& queue);

/// What became of a shard.
enum class ShardEnd : std::uint8_t {
  done,
  /// Somebody else works on it, or it was done before, or time was over: `hand_over` sees to it.
  not_now,
};

/// Works on a shard until it is done. From `until` on it begins nothing more; a little later
/// (`after_until`) it returns, and what a push service has not answered by then is left to the
/// service's own runner of outgoing messages.
Task<ShardEnd> carry_out(Push& push, ShardMessage message, Instant until);
inline constexpr milliseconds after_until{8'000};

}  // namespace dailygrind::push
