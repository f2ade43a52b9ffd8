#include "platform/api/decode.hpp"

#include <boost/json/array.hpp>
#include <charconv>

#include "platform/core/encoding.hpp"

namespace dailygrind::api {
namespace {

constexpr std::size_t most_per_page = 100;

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// `application/json` or `…+json`, with no charset other than UTF-8.
bool is_json_type(std::string_view content_type) {
  const auto type = lower(content_type);
  const auto semicolon = type.find(';');
  const auto media = trim(std::string_view{type}.substr(0, semicolon));
  if (media != "application/json" &&
      !(media.starts_with("application/") && media.ends_with("+json"))) {
    return false;
  }
  const auto charset = type.find("charset=");
  if (charset == std::string::npos) return true;
  auto name = trim(std::string_view{type}.substr(charset + 8));
  name = trim(name.substr(0, name.find(';')));
  return name == "utf-8" || name == "\"utf-8\"" || name == "utf8";
}

}  // namespace

std::optional<std::string> query_value(const http::Request& request, std::string_view name) {
  std::string_view query = request.query;
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    const auto equals = pair.find('=');
    if (pair.substr(0, equals) != name) continue;
    const auto raw =
        equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    auto value = percent_decode(raw, true);
    if (!value) throw Problem::malformed("The query has a broken %-escape.");
    if (!is_text(*value)) throw Problem::invalid("?" + std::string{name}, "must be UTF-8 text");
    if (value->empty()) return std::nullopt;
    return value;
  }
  return std::nullopt;
}

std::optional<std::string> read_plain_text(const http::Request& request) {
  const auto type = lower(request.header("Content-Type"));
  if (trim(std::string_view{type}.substr(0, type.find(';'))) != "text/plain") return std::nullopt;
  if (!is_text(request.body)) throw Problem::invalid("", "must be well-formed UTF-8 without NUL");
  const auto text = trim(request.body);
  if (text.empty()) throw Problem::invalid("", "must not be blank");
  return std::string{text};
}

Page read_page(const http::Request& request) {
  Page page;
  if (const auto limit = query_value(request, "limit")) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), number);
    const bool whole = end == limit->data() + limit->size();
    // A number beyond 64 bits is still a number above 100.
    const bool huge = error == std::errc::result_out_of_range && whole;
    if (!huge && (error != std::errc{} || !whole || number == 0)) {
      throw Problem::invalid("?limit", "must be a whole number from 1 to 100");
    }
    page.limit = huge ? most_per_page : std::min<std::size_t>(number, most_per_page);
  }
  if (const auto cursor = query_value(request, "cursor")) {
    auto after = decode_cursor(*cursor);
    if (!after) throw Problem::invalid("?cursor", "is not a cursor of this list");
    page.after = std::move(*after);
  }
  return page;
}

void demand_json(const http::Request& request) {
  const auto encoding = lower(trim(request.header("Content-Encoding")));
  if (!encoding.empty() && encoding != "identity") {
    throw Problem{415, "unsupported-media-type", "Send the body without a content encoding."};
  }
  const auto type = request.header("Content-Type");
  if (!type.empty() && !is_json_type(type)) {
    throw Problem{415, "unsupported-media-type", "Send the body as application/json in UTF-8."};
  }
  if (trim(request.body).empty()) throw Problem::malformed("The call needs a JSON body.");
}

boost::json::object query_parameter(std::string_view name, bool required, std::string_view text) {
  boost::json::object parameter{{"name", name}, {"in", "query"}, {"schema", {{"type", "string"}}}};
  if (required) parameter["required"] = true;
  if (!text.empty()) parameter["description"] = text;
  return parameter;
}

boost::json::object header_parameter(std::string_view name, std::string_view text) {
  return {
      {"name", name}, {"in", "header"}, {"schema", {{"type", "string"}}}, {"description", text}};
}

void describe_page(Contract& contract) {
  contract.paged = true;
  contract.query.push_back(
      boost::json::object{{"name", "limit"},
                          {"in", "query"},
                          {"description", "Entries a page; more than 100 count as 100"},
                          {"schema", {{"type", "integer"}, {"minimum", 1}, {"default", 50}}}});
  contract.query.push_back(
      query_parameter("cursor", false, "From the `next` link of the page before"));
}

}  // namespace dailygrind::api
