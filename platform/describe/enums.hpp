#pragma once

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dailygrind::describe {

template <typename E>
concept DescribedEnum = std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value;

/// An enumerator's name outside C++: without the trailing `_` that keeps it from being a keyword.
constexpr std::string_view outside_name(std::string_view enumerator) {
  return enumerator.substr(0, enumerator.size() - (enumerator.ends_with('_') ? 1 : 0));
}

template <DescribedEnum E>
std::string_view enum_name(E value) {
  std::string_view name;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto descriptor) {
    if (descriptor.value == value) name = outside_name(descriptor.name);
  });
  return name;
}

template <DescribedEnum E>
std::optional<E> parse_enum(std::string_view name) {
  std::optional<E> value;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto descriptor) {
    if (name == outside_name(descriptor.name)) value = descriptor.value;
  });
  return value;
}

template <DescribedEnum E>
std::vector<std::string> enum_names() {
  std::vector<std::string> names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto descriptor) { names.emplace_back(outside_name(descriptor.name)); });
  return names;
}

}  // namespace dailygrind::describe
