#pragma once

#include <charconv>
#include <string>

#include "platform/describe/enums.hpp"
#include "platform/describe/members.hpp"

namespace dailygrind::describe {

/// Appends `text` as a JSON string (RFC 8259 §7); `text` must be well-formed UTF-8.
void append_json_string(std::string& out, std::string_view text);

template <typename T>
void append_json(std::string& out, const T& value);

template <Described T>
void append_json_object(std::string& out, const T& object) {
  out += '{';
  bool first = true;
  for_each_member<T>([&](auto descriptor, std::string_view name) {
    const auto& member = object.*descriptor.pointer;
    if constexpr (is_optional<std::remove_cvref_t<decltype(member)>>) {
      if (!member) return;
    }
    if (!first) out += ',';
    first = false;
    out += '"';
    out += name;
    out += "\":";
    append_json(out, member);
  });
  out += '}';
}

/// Appends `value` as JSON. Members that are an empty optional are left out.
template <typename T>
void append_json(std::string& out, const T& value) {
  if constexpr (is_optional<T>) {
    append_json(out, *value);
  } else if constexpr (is_vector<T>) {
    out += '[';
    for (bool first = true; const auto& element : value) {
      if (!first) out += ',';
      first = false;
      append_json(out, element);
    }
    out += ']';
  } else if constexpr (std::is_same_v<T, TextMap>) {
    out += '{';
    for (bool first = true; const auto& [name, text] : value) {
      if (!first) out += ',';
      first = false;
      append_json_string(out, name);
      out += ':';
      append_json_string(out, text);
    }
    out += '}';
  } else if constexpr (is_id<T>) {
    append_json_string(out, value.str());
  } else if constexpr (DescribedEnum<T>) {
    append_json_string(out, enum_name(value));
  } else if constexpr (Described<T>) {
    append_json_object(out, value);
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
  } else {
    append_json_string(out, value);
  }
}

template <typename T>
std::string to_json(const T& value) {
  std::string out;
  append_json(out, value);
  return out;
}

}  // namespace dailygrind::describe
