#include "platform/api/openapi.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <stdexcept>

namespace dailygrind::api {
namespace {

using boost::json::array;
using boost::json::object;

std::string lower_name(http::Method method) {
  std::string name{http::name_of(method)};
  for (char& c : name) c = static_cast<char>(c - 'A' + 'a');
  return name;
}

array path_parameters(std::string_view pattern) {
  array parameters;
  for (auto open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    const auto name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
    parameters.push_back(object{
        {"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
  return parameters;
}

object json_content(const object& schema, const char* type = "application/json") {
  return {{type, {{"schema", schema}}}};
}

std::string_view description_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "Nothing to show";
    case 304:
      return "Not modified";
    case 400:
      return "Not understood";
    case 401:
      return "No valid token";
    case 403:
      return "Not allowed";
    case 404:
      return "Does not exist, or may not be seen";
    case 409:
      return "Conflicts with what is there";
    case 412:
      return "If-Match names another state";
    case 413:
      return "Body too large";
    case 415:
      return "Not JSON in UTF-8";
    case 422:
      return "A value breaks a rule";
    case 429:
      return "Too many requests";
    default:
      return "Temporarily unavailable";
  }
}

/// The statuses that a route may refuse with: its own and those of its kind.
std::set<int> refusals_of(const Route& route, const Contract& contract) {
  std::set<int> statuses{route.refusals.begin(), route.refusals.end()};
  statuses.insert({400, 401, 429, 503});
  if (route.pattern.find('{') != std::string::npos) statuses.insert(404);
  if (!contract.request.empty()) statuses.insert({413, 415, 422});
  if (!contract.query.empty()) statuses.insert(422);
  if (!contract.headers.empty()) statuses.insert(412);
  if (route.administrators_only) statuses.insert(403);
  if (route.method == http::Method::post) statuses.insert({413, 422});
  return statuses;
}

object success_response(int status, const Route& route, const Contract& contract) {
  object response{{"description", description_of(status)}};
  if (status != 204 && !contract.response.empty()) {
    response["content"] = json_content(contract.response);
  }
  object headers;
  const object text{{"schema", {{"type", "string"}}}};
  if (contract.paged) headers["Link"] = text;
  if (route.etag && status != 204) headers["ETag"] = text;
  if (contract.creates) headers["Location"] = text;
  for (const auto& name : contract.response_headers) headers[name] = text;
  if (!headers.empty()) response["headers"] = std::move(headers);
  return response;
}

object responses_of(const Route& route, const Contract& contract) {
  object responses;
  std::set<int> success{contract.success.begin(), contract.success.end()};
  for (const int status : success) {
    responses[std::to_string(status)] = success_response(status, route, contract);
  }
  if (route.etag && route.method == http::Method::get)
    responses["304"] = {{"description", description_of(304)}};
  for (const int status : refusals_of(route, contract)) {
    responses[std::to_string(status)] = {
        {"description", description_of(status)},
        {"content",
         json_content({{"$ref", "#/components/schemas/Problem"}}, "application/problem+json")}};
  }
  return responses;
}

object operation_of(const std::string& tag, const Route& route, object& schemas) {
  const Contract contract = route.endpoint.contract(schemas);
  array parameters = path_parameters(route.pattern);
  for (const auto& parameter : contract.query) parameters.push_back(parameter);
  for (const auto& parameter : contract.headers) parameters.push_back(parameter);
  object operation{{"tags", {tag}}, {"summary", route.summary}};
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (!contract.request.empty()) {
    auto content = json_content(contract.request);
    if (contract.takes_text) content["text/plain"] = {{"schema", {{"type", "string"}}}};
    operation["requestBody"] = {{"required", true}, {"content", std::move(content)}};
  }
  operation["responses"] = responses_of(route, contract);
  return operation;
}

object problem_schema() {
  const object text{{"type", "string"}};
  const object fault{{"type", "object"}, {"properties", {{"pointer", text}, {"detail", text}}}};
  return {{"type", "object"},
          {"description", "RFC 9457"},
          {"properties",
           {{"type", text},
            {"title", text},
            {"status", {{"type", "integer"}}},
            {"detail", text},
            {"instance", text},
            {"errors", {{"type", "array"}, {"items", fault}}}}},
          {"required", {"type", "title", "status"}}};
}

void append_pretty(std::string& out, const boost::json::value& value, std::size_t depth);

template <typename Container, typename Append>
void append_block(std::string& out, const Container& container, std::size_t depth, char open,
                  char close, Append&& append) {
  out += open;
  for (bool first = true; const auto& element : container) {
    out += first ? "\n" : ",\n";
    first = false;
    out.append(2 * depth + 2, ' ');
    append(element);
  }
  if (!container.empty()) {
    out += '\n';
    out.append(2 * depth, ' ');
  }
  out += close;
}

void append_pretty(std::string& out, const boost::json::value& value, std::size_t depth) {
  if (const auto* members = value.if_object()) {
    append_block(out, *members, depth, '{', '}', [&](const auto& member) {
      out += boost::json::serialize(member.key()) + ": ";
      append_pretty(out, member.value(), depth + 1);
    });
  } else if (const auto* elements = value.if_array()) {
    append_block(out, *elements, depth, '[', ']',
                 [&](const auto& element) { append_pretty(out, element, depth + 1); });
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

namespace {

/// Two services may not mean different things by one name.
void merge_schemas(object& all, const object& more) {
  for (const auto& [name, schema] : more) {
    const auto* known = all.if_contains(name);
    if (known != nullptr && *known != schema) {
      throw std::logic_error{"two schemas are called " + std::string{name}};
    }
    all[name] = schema;
  }
}

}  // namespace

object openapi_document(const std::string& title, const std::vector<const Routes*>& tables) {
  object paths;
  object all_schemas{{"Problem", problem_schema()}};
  for (const Routes* table : tables) {
    object schemas;
    for (const Route& route : table->rows()) {
      auto& path = paths[route.pattern];
      if (path.is_null()) path = object{};
      path.as_object()[lower_name(route.method)] = operation_of(table->tag(), route, schemas);
    }
    merge_schemas(all_schemas, schemas);
  }
  return {{"openapi", "3.1.0"},
          {"info", {{"title", title}, {"version", "1"}}},
          {"security", {object{{"bearer", array{}}}}},
          {"paths", std::move(paths)},
          {"components",
           {{"schemas", std::move(all_schemas)},
            {"securitySchemes",
             {{"bearer", {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}}}}}}};
}

std::string pretty_json(const boost::json::value& document) {
  std::string out;
  append_pretty(out, document, 0);
  return out + '\n';
}

}  // namespace dailygrind::api
