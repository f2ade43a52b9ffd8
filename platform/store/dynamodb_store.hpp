#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "platform/aws/client.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/random.hpp"
#include "platform/store/store.hpp"
#include "platform/store/walker.hpp"

namespace dailygrind::store {

struct DynamodbSettings {
  std::string prefix;               ///< of the tables' names in DynamoDB, such as `dailygrind-dev-`
  std::vector<std::string> tables;  ///< without the prefix; a call that names another is a defect
  /// Of a call that meets a conflict, throttling or keys left unprocessed; beyond it the call ends
  /// with Problem::unavailable. Those that `aws::Client` makes by itself come on top.
  int attempts = 10;
  std::chrono::milliseconds first_backoff{20};
  std::chrono::milliseconds longest_backoff{1'000};
};

/// A store in DynamoDB; README.md describes the tables, what a call costs, and where DynamoDB
/// promises less than the other adapters. All that is passed must outlive the store.
///
/// Conditions and expiry go by `clock`. Consumed capacity is counted in `metrics` as
/// `dailygrind_dynamodb_consumed_units_total{table,kind}`.
[[nodiscard]] std::unique_ptr<Store> make_dynamodb_store(aws::Client& dynamodb, const Clock& clock,
                                                         Random& random, metrics::Registry& metrics,
                                                         DynamodbSettings settings);

/// Walks the tables by Scan, which reads, and costs, all there is. All that is passed must outlive
/// it.
[[nodiscard]] std::unique_ptr<Walker> make_dynamodb_walker(aws::Client& dynamodb,
                                                           const Clock& clock, Random& random,
                                                           metrics::Registry& metrics,
                                                           DynamodbSettings settings);

/// Makes those of the tables that are missing and waits until they can be used: for tests and local
/// runs; on AWS, Terraform makes them. Throws Problem::unavailable.
Task<> make_missing_tables(aws::Client& dynamodb, DynamodbSettings settings);

}  // namespace dailygrind::store
