#pragma once

#include <boost/core/type_name.hpp>
#include <boost/json/object.hpp>
#include <string>

#include "platform/describe/enums.hpp"
#include "platform/describe/members.hpp"

namespace dailygrind::describe {

/// The part of a type's name after its namespaces: the schema's name.
template <typename T>
std::string schema_name() {
  const std::string full = boost::core::type_name<T>();
  return full.substr(full.rfind(':') + 1);
}

/// A text's or number's schema under its rule.
boost::json::object text_schema(const Rule& rule);
boost::json::object number_schema(const Rule& rule);
boost::json::object reference_to(const std::string& name);

template <Described T>
boost::json::object object_schema(boost::json::object& components);

/// The schema of T (JSON Schema 2020-12, as OpenAPI 3.1 has it). Described structs go to
/// `components` once, under their name, and are referred to.
template <typename T>
boost::json::object schema_of(boost::json::object& components, const Rule& rule = {}) {
  if constexpr (is_optional<T>) {
    return schema_of<typename T::value_type>(components, rule);
  } else if constexpr (is_vector<T>) {
    return {{"type", "array"}, {"items", schema_of<typename T::value_type>(components)}};
  } else if constexpr (std::is_same_v<T, TextMap>) {
    return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_integral_v<T>) {
    return number_schema(rule);
  } else if constexpr (DescribedEnum<T>) {
    boost::json::array names;
    for (const auto& name : enum_names<T>()) names.emplace_back(name);
    return {{"type", "string"}, {"enum", std::move(names)}};
  } else if constexpr (Described<T>) {
    const auto name = schema_name<T>();
    if (!components.contains(name)) {
      components[name] = nullptr;  // breaks a cycle
      components[name] = object_schema<T>(components);
    }
    return reference_to(name);
  } else {
    return text_schema(rule);
  }
}

template <Described T>
boost::json::object object_schema(boost::json::object& components) {
  boost::json::object properties;
  boost::json::array required;
  for_each_member<T>([&](auto descriptor, std::string_view name) {
    using Member = std::remove_cvref_t<decltype(std::declval<T>().*descriptor.pointer)>;
    const Rule rule = rule_for<T>(descriptor.name);
    auto property = schema_of<Member>(components, rule);
    if (!rule.text.empty()) property["description"] = rule.text;
    properties[name] = std::move(property);
    if (!is_optional<Member> && !is_vector<Member>) required.emplace_back(name);
  });
  boost::json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

}  // namespace dailygrind::describe
