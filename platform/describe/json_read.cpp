#include "platform/describe/json_read.hpp"

#include <boost/json/parse.hpp>
#include <cmath>

namespace dailygrind::describe {

boost::json::value parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::error_code error;
  auto value = boost::json::parse({text.data(), text.size()}, error, {}, options);
  if (error) throw Problem::malformed("The body is not JSON: " + error.message() + ".");
  return value;
}

std::string pointer_segment(std::string_view text) {
  std::string segment;
  for (const char c : text) {
    if (c == '~')
      segment += "~0";
    else if (c == '/')
      segment += "~1";
    else
      segment += c;
  }
  return segment;
}

void read_text(Reader& reader, const boost::json::value& value, const std::string& pointer,
               const Rule& rule, std::string& into) {
  const auto* string = value.if_string();
  if (string == nullptr) return reader.kind_fault(pointer, "must be a text");
  if (string->empty()) return reader.fault(pointer, "must not be empty");
  const std::string_view text{string->data(), string->size()};
  if (auto broken = broken_rule(rule, text); !broken.empty()) {
    return reader.fault(pointer, std::move(broken));
  }
  into = text;
}

void read_number(Reader& reader, const boost::json::value& value, const std::string& pointer,
                 const Rule& rule, std::int64_t& into) {
  boost::json::error_code error;
  const auto number = value.is_number() ? value.to_number<std::int64_t>(error) : 0;
  if (!value.is_number() || error) return reader.kind_fault(pointer, "must be a whole number");
  if (auto broken = broken_rule(rule, number); !broken.empty()) {
    return reader.fault(pointer, std::move(broken));
  }
  into = number;
}

}  // namespace dailygrind::describe
