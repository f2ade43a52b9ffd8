#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "platform/store/store.hpp"

namespace dailygrind::store::dynamodb {

/// What a Query asks of the keys, whole. DynamoDB takes one condition on the sort key, of values
/// that could be one, and its `BETWEEN` has both ends.
struct KeyCondition {
  std::string expression;  ///< `pk = :pk AND sk BETWEEN :lower AND :upper`
  boost::json::object values;
  std::string
      not_this;  ///< an end of `BETWEEN` that the query does not want; "" where there is none
};

/// Nothing where no key can be in the range.
[[nodiscard]] std::optional<KeyCondition> key_condition(const Query& query);

/// The first string not before `bytes` that can be a sort key: UTF-8 and not too long. Nothing
/// where all that are such lie before it. `bytes` must not be empty.
[[nodiscard]] std::optional<std::string> first_key_from(std::string bytes);

}  // namespace dailygrind::store::dynamodb
