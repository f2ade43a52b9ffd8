#include "platform/describe/schema.hpp"

namespace dailygrind::describe {

boost::json::object text_schema(const Rule& rule) {
  boost::json::object schema{{"type", "string"}, {"maxLength", rule.most}};
  switch (rule.format) {
    case Format::line:
    case Format::text:
      break;
    case Format::partial_date:
      schema["pattern"] = R"(^\d{4}(-\d{2}(-\d{2})?)?$)";
      break;
    case Format::time_zone:
      schema["description"] = "A name of the IANA time zone database";
      break;
    case Format::slug:
      schema["pattern"] = "^[A-Za-z0-9_-]{1,64}$";
      break;
    case Format::email:
      schema["format"] = "email";
      break;
    case Format::uri:
      schema["format"] = "uri";
      break;
  }
  return schema;
}

boost::json::object number_schema(const Rule& rule) {
  boost::json::object schema{{"type", "integer"}};
  if (rule.least != 0 || rule.most != Rule{}.most) {
    schema["minimum"] = rule.least;
    schema["maximum"] = rule.most;
  }
  return schema;
}

boost::json::object reference_to(const std::string& name) {
  return {{"$ref", "#/components/schemas/" + name}};
}

}  // namespace dailygrind::describe
