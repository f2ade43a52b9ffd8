#include "lambdas/schedule_notification/sqs_shard_queue.hpp"

#include "platform/describe/json_write.hpp"

namespace dailygrind::lambda {

SqsShardQueue::SqsShardQueue(aws::Client& sqs, Random& random, const ServerConfig& config)
    : settings_{.region = config.aws_region,
                .account = config.aws_account,
                .prefix = config.aws_prefix,
                .topology = {},
                .queues = {}},
      queue_(sqs, random, settings_, "push-shards") {}

Task<> SqsShardQueue::send(std::vector<push::ShardMessage> messages) {
  std::vector<bus::sqs::OutgoingMessage> bodies;
  for (const auto& message : messages) {
    bodies.push_back({.body = describe::to_json(message), .attributes = {}});
  }
  co_await queue_.send(std::move(bodies));
}

}  // namespace dailygrind::lambda
