#pragma once

#include <memory>
#include <string>

#include "platform/aws/client.hpp"
#include "platform/bus/bus.hpp"
#include "platform/core/random.hpp"

namespace dailygrind::bus {

/// Where topics and queues lie. Their names in AWS are the topology's with `prefix` before them, so
/// that one account can hold several communities.
struct SnsSqsSettings {
  std::string region;   ///< `eu-central-1`
  std::string account;  ///< 12 digits
  std::string prefix;   ///< `dailygrind-prod-`
  Topology topology;
  QueueSettings queues;  ///< times are rounded up to whole seconds
  /// Of a batch whose entries SNS or SQS did not take; beyond it the call ends with
  /// Problem::unavailable. Those that `aws::Client` makes by itself come on top.
  int attempts = 5;
  std::chrono::milliseconds first_retry{50};
  std::chrono::milliseconds longest_retry{2'000};
};

/// The two services of the adapter, each with its own endpoint and signature.
struct SnsSqsClients {
  aws::Client& sns;
  aws::Client& sqs;
};

/// A bus on SNS topics and SQS standard queues; README.md describes them, and where they promise
/// less than the adapters on this machine. All that is passed must outlive the bus.
[[nodiscard]] std::unique_ptr<Bus> make_sns_sqs_bus(SnsSqsClients clients, const Clock& clock,
                                                    Random& random, SnsSqsSettings settings);

/// Makes topics, queues, dead-letter queues, policies and subscriptions that are missing: for tests
/// and local runs; on AWS, Terraform makes them. Throws aws::Error.
Task<> make_missing_queues(SnsSqsClients clients, SnsSqsSettings settings);

}  // namespace dailygrind::bus
