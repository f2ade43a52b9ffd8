#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "platform/aws/client.hpp"

/// What DynamoDB means by an error.
namespace dailygrind::store::dynamodb {

enum class Verdict : std::uint8_t {
  refused,  ///< a condition did not hold
  passing,  ///< a conflict or throttling: nothing was done, and trying again may help
  defect,   ///< the request can never be done
  failed,
};

struct Finding {
  Verdict verdict = Verdict::failed;
  /// Conditions failed, though with `passing` perhaps not all that would have.
  bool conditions_failed = false;
};

/// Of a cancelled transaction the first reason decides, with one exception: what cannot be done
/// counts only where all conditions hold, as the port has it. A conflict before a failed condition
/// leaves open which is the first that does not hold.
[[nodiscard]] Finding finding_of(const aws::Error& error);

/// A condition that did not hold.
struct FailedCondition {
  std::size_t index = 0;  ///< of the write
  std::optional<boost::json::object> item;
};
/// In the order of the writes.
[[nodiscard]] std::vector<FailedCondition> failed_conditions(const aws::Error& error);

}  // namespace dailygrind::store::dynamodb
