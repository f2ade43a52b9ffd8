#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/store/store.hpp"

/// Items as DynamoDB's JSON has them.
///
/// An item's own attributes are attributes of the table's item with `_` before their names. In a
/// map of their own, no update could create an item (`SET a.b` demands that `a` is there) and no
/// number could be added to (`ADD` takes no path); without the `_`, an attribute could be called as
/// one of the layout's.
namespace dailygrind::store::dynamodb {

// None is a word that DynamoDB reserves, so that expressions name them as they are.
inline constexpr std::string_view partition_key = "pk";
inline constexpr std::string_view sort_key = "sk";
/// When DynamoDB may remove the item: seconds since 1970, not before it has expired.
inline constexpr std::string_view time_to_live = "expires";
/// When the item expires: milliseconds since 1970.
inline constexpr std::string_view expires_at = "expires_ms";
/// Of items that an update made without saying anything of them.
inline constexpr std::string_view touched = "touched";

/// Of an item's own attribute.
[[nodiscard]] std::string stored_name(std::string_view attribute);

[[nodiscard]] boost::json::object to_json(const Value& value);
[[nodiscard]] boost::json::object to_json(const Key& key, boost::json::storage_ptr storage = {});
[[nodiscard]] boost::json::object to_json(const Item& item);

/// Throws Problem::unavailable where `stored` has not the layout above.
[[nodiscard]] ItemPtr from_json(const std::string& table, const boost::json::object& stored);
[[nodiscard]] Key key_from_json(const std::string& table, const boost::json::object& stored);

}  // namespace dailygrind::store::dynamodb
