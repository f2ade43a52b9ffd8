#include "platform/api/encode.hpp"

namespace dailygrind::api {

http::Response json_response(int status, std::string body) {
  http::Response response{.status = status};
  response.set("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

std::string next_link(const http::Request& request, const std::string& next) {
  std::string link = "<" + std::string{request.path} + "?";
  std::string_view query = request.query;
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    if (pair.empty() || pair.substr(0, pair.find('=')) == "cursor") continue;
    link.append(pair).append("&");
  }
  return link + "cursor=" + encode_cursor(next) + ">; rel=\"next\"";
}

}  // namespace dailygrind::api
