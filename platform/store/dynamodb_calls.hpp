#pragma once

#include <boost/json/object.hpp>
#include <expected>
#include <string>

#include "platform/aws/client.hpp"
#include "platform/aws/json_protocol.hpp"
#include "platform/core/random.hpp"
#include "platform/store/dynamodb_capacity.hpp"
#include "platform/store/dynamodb_store.hpp"

namespace dailygrind::store::dynamodb {

/// A request of DynamoDB's API, sent once (but for what the client repeats by itself).
[[nodiscard]] Task<aws::JsonDocument> send(aws::Client& dynamodb, std::string operation,
                                           boost::json::object request);

/// Calls that read and write items. Thread-safe; must outlive its calls.
class Calls {
 public:
  Calls(aws::Client& dynamodb, Random& random, metrics::Registry& metrics,
        DynamodbSettings settings);

  /// The answer, or the error where conditions did not hold. The same request again after
  /// conflicts and throttling, up to the limit. Throws Problem::unavailable, and std::logic_error
  /// for a request that can never be done.
  Task<std::expected<aws::JsonDocument, aws::Error>> send(std::string operation,
                                                          boost::json::object request,
                                                          Access access);
  /// The same for what has no conditions.
  Task<aws::JsonDocument> read(std::string operation, boost::json::object request);

  /// Waits before another attempt after `attempt` (from 1), the longer the more there were. Throws
  /// Problem::unavailable with `cause` where there were too many.
  Task<> back_off(int attempt, std::string cause);

  /// A token for a transaction, new each time.
  [[nodiscard]] std::string token() { return random_.token(18); }
  /// The name in DynamoDB. A table that the settings do not name is a defect: std::logic_error.
  [[nodiscard]] const std::string& table_name(const std::string& table) const;
  /// The reverse; for names that DynamoDB says.
  [[nodiscard]] std::string table_of(std::string_view name) const;

 private:
  aws::Client& dynamodb_;
  Random& random_;
  DynamodbSettings settings_;       ///< never changed
  std::vector<std::string> names_;  ///< of the settings' tables, in their order
  ConsumedCapacity capacity_;
};

}  // namespace dailygrind::store::dynamodb
