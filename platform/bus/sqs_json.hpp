#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <string_view>

/// Members of SQS's documents: empty, or 0, where they are absent or of another kind.
namespace dailygrind::bus::sqs {

std::string_view text_in(const boost::json::object& members, std::string_view name);
const boost::json::object& object_in(const boost::json::object& members, std::string_view name);
const boost::json::array& array_in(const boost::json::object& members, std::string_view name);

/// SQS writes numbers as texts.
template <typename Number>
Number number_in(const boost::json::object& members, std::string_view name) {
  const auto text = text_in(members, name);
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace dailygrind::bus::sqs
