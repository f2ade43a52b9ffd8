#pragma once

#include "platform/bus/sqs_queue.hpp"
#include "platform/core/random.hpp"
#include "platform/core/server_config.hpp"
#include "services/push_notification/hand_over.hpp"

namespace dailygrind::lambda {

/// The queue `<aws-prefix>push-shards` of SQS. What is passed must outlive it.
class SqsShardQueue final : public push::ShardQueue {
 public:
  SqsShardQueue(aws::Client& sqs, Random& random, const ServerConfig& config);
  Task<> send(std::vector<push::ShardMessage> messages) override;

 private:
  bus::SnsSqsSettings settings_;
  bus::sqs::Queue queue_;
};

}  // namespace dailygrind::lambda
