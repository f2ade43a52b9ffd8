#include "platform/bus/sqs_json.hpp"

namespace dailygrind::bus::sqs {

namespace json = boost::json;

std::string_view text_in(const json::object& members, std::string_view name) {
  const auto* const value = members.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view{value->get_string()} : "";
}

const json::object& object_in(const json::object& members, std::string_view name) {
  static const json::object none;
  const auto* const value = members.if_contains(name);
  return value != nullptr && value->is_object() ? value->get_object() : none;
}

const json::array& array_in(const json::object& members, std::string_view name) {
  static const json::array none;
  const auto* const value = members.if_contains(name);
  return value != nullptr && value->is_array() ? value->get_array() : none;
}

}  // namespace dailygrind::bus::sqs
