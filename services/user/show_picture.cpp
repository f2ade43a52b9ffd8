#include "services/user/show_picture.hpp"

#include "platform/core/problem.hpp"
#include "platform/http/conditions.hpp"

namespace dailygrind::user {
namespace {

Task<http::Response> answer(Users& users, const http::Request& request, std::string key) {
  http::Response response;
  response.set("Cache-Control", "public, max-age=31536000, immutable");
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  auto blob = co_await users.pictures->blobs.get(std::move(key));
  if (!blob) throw Problem::not_found();
  response.set("ETag", blob->info.etag);
  if (!http::none_match(request.header("If-None-Match"), blob->info.etag)) {
    response.status = 304;
    co_return response;
  }
  response.set("Content-Type", picture::content_type);
  response.set("Content-Disposition", "inline");
  response.body = std::move(blob->bytes);
  co_return response;
}

}  // namespace

http::Handler show_picture(Users& users) {
  return [&users](const http::Request& request,
                  const http::PathParameters& parameters) -> Task<http::Response> {
    auto key = picture_key(parameters.at(0), parameters.at(1));
    if (!key || users.pictures == nullptr) throw Problem::not_found();
    co_return co_await answer(users, request, std::move(*key));
  };
}

}  // namespace dailygrind::user
