#pragma once

#include "platform/describe/json_read.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::describe {

/// The stored form of one member: texts, ids and enums as text, numbers and flags as they are,
/// lists and nested structs as JSON text.
template <typename T>
store::Value to_value(const T& member) {
  if constexpr (std::is_same_v<T, std::string>) {
    return member;
  } else if constexpr (is_id<T>) {
    return member.str();
  } else if constexpr (std::is_same_v<T, bool>) {
    return member;
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<std::int64_t>(member);
  } else if constexpr (DescribedEnum<T>) {
    return std::string{enum_name(member)};
  } else {
    return to_json(member);
  }
}

/// Reads what `to_value` wrote; a value of another type leaves `into` as it was.
template <typename T>
void from_value(const store::Value& value, T& into) {
  if constexpr (is_optional<T>) {
    from_value(value, into.emplace());
  } else if constexpr (std::is_same_v<T, bool>) {
    if (const auto* flag = std::get_if<bool>(&value)) into = *flag;
  } else if constexpr (std::is_integral_v<T>) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) into = static_cast<T>(*number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    if constexpr (std::is_same_v<T, std::string>) {
      into = *text;
    } else if constexpr (is_id<T>) {
      into = T{*text};
    } else if constexpr (DescribedEnum<T>) {
      if (auto known = parse_enum<T>(*text)) into = *known;
    } else {
      Reader reader;
      read(reader, parse_json(*text), "", Rule{}, into);
    }
  }
}

/// One attribute per member; empty optionals and empty lists are left out.
template <Described T>
store::Attributes to_attributes(const T& record) {
  store::Attributes attributes;
  for_each_member<T>([&](auto descriptor, std::string_view name) {
    const auto& member = record.*descriptor.pointer;
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (is_optional<Member>) {
      if (member) attributes.set(name, to_value(*member));
    } else if constexpr (is_vector<Member>) {
      if (!member.empty()) attributes.set(name, to_value(member));
    } else {
      attributes.set(name, to_value(member));
    }
  });
  return attributes;
}

/// Absent attributes leave the member's default; unknown ones are ignored, so that a newer writer
/// does not break an older reader.
template <Described T>
T from_attributes(const store::Attributes& attributes) {
  T record{};
  for_each_member<T>([&](auto descriptor, std::string_view name) {
    if (const auto* value = attributes.find(name)) from_value(*value, record.*descriptor.pointer);
  });
  return record;
}

}  // namespace dailygrind::describe
