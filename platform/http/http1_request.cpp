#include "platform/http/http1_request.hpp"

#include <algorithm>

#include "platform/core/url.hpp"
#include "platform/http/client_parts.hpp"
#include "platform/http/text.hpp"

namespace dailygrind::http {
namespace {

[[noreturn]] void refuse(const std::string& url, const char* cause) {
  throw failure_at(url, ClientError::Kind::bad_request, cause);
}

bool has(const HeaderList& headers, std::string_view name) {
  return std::ranges::any_of(headers,
                             [&](const auto& header) { return same_name(header.first, name); });
}

}  // namespace

Target target_of(const std::string& text) {
  const auto url = parse_url(text);
  if (!url || !url->has_authority() || url->host().empty()) refuse(text, "not a URL with a host");
  const bool tls = url->scheme() == "https";
  if (!tls && url->scheme() != "http") refuse(text, "neither https nor http");
  if (url->has_userinfo()) refuse(text, "names a user");
  const std::string usual_port = tls ? "443" : "80";
  std::string port{url->port()};
  if (port.empty()) port = usual_port;
  if (url->has_port() && url->port_number() == 0) refuse(text, "has no port");
  Target target{.origin = {.tls = tls, .host = url->host_address(), .port = port},
                .authority = std::string{url->encoded_host()},
                .path = std::string{url->encoded_path()}};
  if (port != usual_port) target.authority += ":" + port;
  if (target.path.empty()) target.path = "/";
  if (url->has_query()) target.path.append("?").append(url->encoded_query());
  return target;
}

bool takes_body(const ClientRequest& request) {
  if (request.method == Method::get || request.method == Method::head) return false;
  return request.method != Method::delete_ || !request.body.empty();
}

std::string head_of(const ClientRequest& request, const Target& target) {
  std::string head;
  head.reserve(1024);
  const auto add = [&head](std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
  };
  head.append(name_of(request.method)).append(" ").append(target.path).append(" HTTP/1.1\r\n");
  if (!has(request.headers, "Host")) add("Host", target.authority);
  if (!has(request.headers, "User-Agent")) add("User-Agent", "DailyGrind");
  if (!has(request.headers, "Accept")) add("Accept", "*/*");
  for (const auto& [name, value] : request.headers) {
    if (breaks_line(name) || breaks_line(value)) {
      refuse(request.url, "a request header is malformed");
    }
    add(name, value);
  }
  if (takes_body(request) && !has(request.headers, "Content-Length")) {
    add("Content-Length", std::to_string(request.body.size()));
  }
  return head.append("\r\n");
}

}  // namespace dailygrind::http
