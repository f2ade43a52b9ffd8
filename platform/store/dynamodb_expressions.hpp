#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/store/store.hpp"

/// The port's conditions and updates as DynamoDB's expressions.
namespace dailygrind::store::dynamodb {

/// The names and values of one request, which its expressions name by placeholders: attributes may
/// be called as a reserved word. DynamoDB refuses placeholders that no expression uses.
class Placeholders {
 public:
  /// `#0` for an item's own attribute.
  [[nodiscard]] std::string name(std::string_view attribute);
  /// `:0`
  [[nodiscard]] std::string value(const Value& value);
  /// `:now`, in milliseconds.
  [[nodiscard]] std::string now(Instant moment);
  /// Adds `ExpressionAttributeNames` and `ExpressionAttributeValues`, where there are any.
  void move_to(boost::json::object& request);

 private:
  boost::json::object names_;
  boost::json::object values_;
};

/// What must hold for `write`; "" where nothing must. An item that has expired is absent.
///
/// An update demands two things of its own, which a failed condition's old item tells apart from
/// what the caller demands. What is there has not expired: no expression can drop all that an
/// expired item has. And each number that is added to is one and stays within 64 bits: DynamoDB's
/// go on to 38 digits.
[[nodiscard]] std::string condition_expression(const Write& write, Instant now,
                                               Placeholders& placeholders);

[[nodiscard]] std::string update_expression(const Update& update, Placeholders& placeholders);

}  // namespace dailygrind::store::dynamodb
