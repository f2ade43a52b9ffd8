#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <unordered_map>

#include "platform/core/metrics.hpp"
#include "platform/store/dynamodb_store.hpp"

namespace dailygrind::store::dynamodb {

enum class Access : std::uint8_t { read, write };

/// Counts the capacity units that answers say they consumed. Thread-safe.
class ConsumedCapacity {
 public:
  ConsumedCapacity(metrics::Registry& metrics, const DynamodbSettings& settings);

  void count(const boost::json::object& answer, Access access);

 private:
  struct Counts {
    metrics::Counter& read;
    metrics::Counter& write;
  };

  void count_one(const boost::json::value& consumed, Access access);

  std::unordered_map<std::string, Counts> tables_;  ///< by their names in DynamoDB
};

}  // namespace dailygrind::store::dynamodb
