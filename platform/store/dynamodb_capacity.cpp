#include "platform/store/dynamodb_capacity.hpp"

#include <boost/json/value.hpp>
#include <cmath>

namespace dailygrind::store::dynamodb {

ConsumedCapacity::ConsumedCapacity(metrics::Registry& metrics, const DynamodbSettings& settings) {
  const auto counter = [&](const std::string& table, const char* kind) -> metrics::Counter& {
    return metrics.counter("dailygrind_dynamodb_consumed_units_total",
                           "Capacity units that calls of DynamoDB consumed",
                           {{"table", table}, {"kind", kind}});
  };
  for (const auto& table : settings.tables) {
    tables_.emplace(settings.prefix + table,
                    Counts{counter(table, "read"), counter(table, "write")});
  }
}

void ConsumedCapacity::count(const boost::json::object& answer, Access access) {
  const auto* const consumed = answer.if_contains("ConsumedCapacity");
  if (consumed == nullptr) return;
  if (!consumed->is_array()) return count_one(*consumed, access);
  for (const auto& one : consumed->get_array()) count_one(one, access);
}

void ConsumedCapacity::count_one(const boost::json::value& consumed, Access access) {
  const auto* const members = consumed.if_object();
  if (members == nullptr) return;
  const auto* const table = members->if_contains("TableName");
  const auto* const units = members->if_contains("CapacityUnits");
  if (table == nullptr || !table->is_string() || units == nullptr || !units->is_number()) return;
  const auto counts = tables_.find(std::string{table->get_string()});
  if (counts == tables_.end()) return;
  // Writes and consistent reads consume whole units.
  const auto whole = static_cast<std::uint64_t>(std::ceil(units->to_number<double>()));
  (access == Access::read ? counts->second.read : counts->second.write).add(whole);
}

}  // namespace dailygrind::store::dynamodb
