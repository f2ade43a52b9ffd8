#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/problem.hpp"
#include "platform/describe/enums.hpp"
#include "platform/describe/members.hpp"
#include "platform/describe/rules.hpp"

namespace dailygrind::describe {

/// Parses one JSON text (RFC 8259) of at most 32 levels; Problem 400 where it is none.
boost::json::value parse_json(std::string_view text);
/// `text` with `~` and `/` escaped (RFC 6901 §3).
std::string pointer_segment(std::string_view text);

/// Where reading stands, and what was wrong so far.
struct Reader {
  std::vector<Fault> faults;
  bool wrong_kind = false;  ///< some value is not even of the declared JSON type

  void fault(const std::string& pointer, std::string detail) {
    faults.push_back({pointer, std::move(detail)});
  }
  void kind_fault(const std::string& pointer, std::string detail) {
    wrong_kind = true;
    fault(pointer, std::move(detail));
  }
};

/// `null` and `""` mean absent.
inline bool is_absent(const boost::json::value* value) {
  return value == nullptr || value->is_null() ||
         (value->is_string() && value->get_string().empty());
}

template <typename T>
void read(Reader& reader, const boost::json::value& value, const std::string& pointer,
          const Rule& rule, T& into);

template <Described T>
void read_object(Reader& reader, const boost::json::value& value, const std::string& pointer,
                 T& into) {
  const auto* object = value.if_object();
  if (object == nullptr) return reader.kind_fault(pointer, "must be an object");
  for_each_member<T>([&](auto descriptor, std::string_view name) {
    auto& member = into.*descriptor.pointer;
    using Member = std::remove_cvref_t<decltype(member)>;
    const auto* found = object->if_contains(name);
    const std::string at = pointer + '/' + std::string{name};
    if (is_absent(found)) {
      constexpr bool may_be_absent = is_optional<Member> || is_vector<Member>;
      if (!may_be_absent) reader.fault(at, "is required");
      return;
    }
    read(reader, *found, at, rule_for<T>(descriptor.name), member);
  });
}

template <typename T>
void read_list(Reader& reader, const boost::json::value& value, const std::string& pointer,
               const Rule& rule, std::vector<T>& into) {
  const auto* array = value.if_array();
  if (array == nullptr) return reader.kind_fault(pointer, "must be a list");
  if (static_cast<std::int64_t>(array->size()) > rule.most) {
    return reader.fault(pointer, "must have at most " + std::to_string(rule.most) + " entries");
  }
  for (std::size_t index = 0; index < array->size(); ++index) {
    read(reader, (*array)[index], pointer + '/' + std::to_string(index), Rule{},
         into.emplace_back());
  }
}

void read_text(Reader& reader, const boost::json::value& value, const std::string& pointer,
               const Rule& rule, std::string& into);
void read_number(Reader& reader, const boost::json::value& value, const std::string& pointer,
                 const Rule& rule, std::int64_t& into);

template <typename T>
void read(Reader& reader, const boost::json::value& value, const std::string& pointer,
          const Rule& rule, T& into) {
  if constexpr (is_optional<T>) {
    read(reader, value, pointer, rule, into.emplace());
  } else if constexpr (is_vector<T>) {
    read_list(reader, value, pointer, rule, into);
  } else if constexpr (Described<T>) {
    read_object(reader, value, pointer, into);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (const auto* flag = value.if_bool()) {
      into = *flag;
    } else {
      reader.kind_fault(pointer, "must be true or false");
    }
  } else if constexpr (std::is_integral_v<T>) {
    std::int64_t number = 0;
    read_number(reader, value, pointer, rule, number);
    into = static_cast<T>(number);
  } else if constexpr (is_id<T> || DescribedEnum<T>) {
    std::string name;
    read_text(reader, value, pointer, rule, name);
    if (name.empty()) return;  // not a text: read_text has said so
    if constexpr (is_id<T>) {
      if (auto id = T::parse(name))
        into = std::move(*id);
      else
        reader.fault(pointer, "is not a well-formed id");
    } else {
      if (auto known = parse_enum<T>(name))
        into = *known;
      else
        reader.fault(pointer, "is not one of the known values");
    }
  } else {
    read_text(reader, value, pointer, rule, into);
  }
}

/// `text` as a T that keeps every rule. Problem 400 where it is no JSON, 422 with all faults where
/// a rule is broken.
template <Described T>
T from_json(std::string_view text) {
  const auto value = parse_json(text);
  Reader reader;
  T result{};
  read_object(reader, value, "", result);
  if (!reader.faults.empty()) throw Problem::invalid(std::move(reader.faults));
  return result;
}

/// `text` from another program of ours, perhaps of another version: what is absent or breaks a rule
/// keeps its default. Problem 400 where it is no JSON, 422 where a value is of another JSON type:
/// to go on with a default there would replace what is known by nothing.
template <Described T>
T from_foreign_json(std::string_view text) {
  const auto value = parse_json(text);
  Reader reader;
  T result{};
  read_object(reader, value, "", result);
  if (reader.wrong_kind) throw Problem::invalid(std::move(reader.faults));
  return result;
}

}  // namespace dailygrind::describe
