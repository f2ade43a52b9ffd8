#pragma once

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "platform/core/ids.hpp"
#include "platform/describe/describe.hpp"

namespace dailygrind::describe {

template <typename T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_any_access>;

template <typename T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;

template <typename T>
constexpr bool is_optional = false;
template <typename T>
constexpr bool is_optional<std::optional<T>> = true;
template <typename T>
constexpr bool is_vector = false;
template <typename T>
constexpr bool is_vector<std::vector<T>> = true;
template <typename T>
constexpr bool is_id = false;
template <typename Tag>
constexpr bool is_id<Id<Tag>> = true;

/// `first_name` as `firstName`, at compile time.
template <std::size_t Size>
struct CamelName {
  std::array<char, Size> data{};
  std::size_t length = 0;

  constexpr explicit CamelName(const char* name) {
    bool raise = false;
    for (; *name != '\0'; ++name) {
      if (*name == '_') {
        raise = true;
      } else {
        data[length++] = raise && *name >= 'a' ? static_cast<char>(*name - 'a' + 'A') : *name;
        raise = false;
      }
    }
  }
  [[nodiscard]] constexpr std::string_view view() const { return {data.data(), length}; }
};

/// The name that a member has outside C++.
template <typename Descriptor>
constexpr auto camel_name =
    CamelName<std::string_view{Descriptor::name}.size() + 1>{Descriptor::name};

/// Calls `visit(descriptor, name)` for every member in order of declaration.
template <typename T, typename Visit>
constexpr void for_each_member(Visit&& visit) {
  boost::mp11::mp_for_each<MembersOf<T>>(
      [&](auto descriptor) { visit(descriptor, camel_name<decltype(descriptor)>.view()); });
}

}  // namespace dailygrind::describe
