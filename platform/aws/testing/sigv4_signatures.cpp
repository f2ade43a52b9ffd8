// Signs the requests of standard input, a JSON object a line, for tests that compare with botocore:
// {"method", "url", "headers": [[name, value]…], "body", "region", "service", "style": "s3" |
// "usual",
//  "key", "secret", "token", "seconds", "presign": seconds or 0}
// and prints the headers as JSON, or the presigned URL.
#include <boost/json.hpp>
#include <iostream>
#include <string>

#include "platform/aws/sigv4.hpp"

namespace {

using namespace dailygrind;
namespace json = boost::json;

std::string text(const json::value& from, const char* name) {
  return std::string{from.at(name).as_string()};
}

http::Method method_of(const std::string& name) {
  using enum http::Method;
  for (const auto method : {get, head, post, put, patch, delete_}) {
    if (http::name_of(method) == name) return method;
  }
  throw std::invalid_argument{name};
}

http::HeaderList headers_of(const json::value& from) {
  http::HeaderList headers;
  for (const auto& header : from.at("headers").as_array()) {
    headers.emplace_back(header.at(0).as_string(), header.at(1).as_string());
  }
  return headers;
}

json::value answer_to(const json::value& asked) {
  const aws::Credentials credentials{.access_key_id = text(asked, "key"),
                                     .secret_access_key = text(asked, "secret"),
                                     .session_token = text(asked, "token")};
  const aws::Scope scope{text(asked, "region"), text(asked, "service")};
  const Instant now{std::chrono::seconds{asked.at("seconds").to_number<std::int64_t>()}};
  const std::chrono::seconds lasts{asked.at("presign").to_number<std::int64_t>()};
  if (lasts.count() != 0) {
    return json::string{aws::presign({.method = method_of(text(asked, "method")),
                                      .url = text(asked, "url"),
                                      .headers = headers_of(asked),
                                      .lasts = lasts},
                                     scope, credentials, now)};
  }
  http::ClientRequest request{.method = method_of(text(asked, "method")),
                              .url = text(asked, "url"),
                              .headers = headers_of(asked),
                              .body = text(asked, "body")};
  const auto style = text(asked, "style") == "s3" ? aws::Style::s3 : aws::Style::usual;
  aws::sign(request, scope, credentials, now, style);
  json::object headers;
  for (const auto& [name, value] : request.headers) headers[name] = value;
  return headers;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << json::serialize(answer_to(json::parse(line))) << "\n";
  }
}
