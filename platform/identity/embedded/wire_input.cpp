#include "platform/identity/embedded/wire_input.hpp"

#include <boost/json/array.hpp>

#include "platform/identity/embedded/refusal.hpp"

namespace dailygrind::identity {
namespace {

namespace json = boost::json;

constexpr std::size_t most_attributes = 50;

Refusal wrong_type(std::string_view name) {
  return {"SerializationException", std::string{name} + " is of the wrong type"};
}

Refusal broken_constraint(std::string_view name, const std::string& constraint) {
  std::string member{name};
  if (!member.empty() && member[0] >= 'A' && member[0] <= 'Z') {
    member[0] = static_cast<char>(member[0] - 'A' + 'a');
  }
  return Refusal::invalid_parameter("1 validation error detected: Value at '" + member +
                                    "' failed to satisfy constraint: " + constraint);
}

/// Null where it is missing or null.
const json::value* member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string text(const json::object& object, std::string_view name) {
  const auto* value = member(object, name);
  if (value == nullptr) return {};
  if (!value->is_string()) throw wrong_type(name);
  return {value->get_string().data(), value->get_string().size()};
}

}  // namespace

std::string WireInput::required(std::string_view name, std::size_t longest) const {
  auto value = text(body_, name);
  if (value.empty()) throw broken_constraint(name, "Member must not be null");
  if (value.size() > longest) {
    throw broken_constraint(
        name, "Member must have length less than or equal to " + std::to_string(longest));
  }
  return value;
}

std::string WireInput::optional(std::string_view name) const { return text(body_, name); }

std::string WireInput::nested(std::string_view object, std::string_view name) const {
  const auto* value = member(body_, object);
  if (value == nullptr) return {};
  if (!value->is_object()) throw wrong_type(object);
  return text(value->get_object(), name);
}

UserAttributes WireInput::attributes(std::string_view name) const {
  UserAttributes attributes;
  const auto* value = member(body_, name);
  if (value == nullptr) return attributes;
  if (!value->is_array()) throw wrong_type(name);
  if (value->get_array().size() > most_attributes) {
    throw broken_constraint(name, "Member must have length less than or equal to 50");
  }
  for (const auto& entry : value->get_array()) {
    if (!entry.is_object()) throw wrong_type(name);
    auto key = text(entry.get_object(), "Name");
    if (key.empty()) throw broken_constraint(name, "Member must not be null");
    attributes[std::move(key)] = text(entry.get_object(), "Value");
  }
  return attributes;
}

}  // namespace dailygrind::identity
