#include "platform/host/docs_page.hpp"

#include <memory>
#include <string>

namespace dailygrind::host {
namespace {

constexpr unsigned char script[] = {
#embed "swagger-ui-bundle.js.gz"
};
constexpr unsigned char styles[] = {
#embed "swagger-ui.css.gz"
};

constexpr auto page = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>DailyGrind API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
)";

constexpr auto start_script = R"(SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  persistAuthorization: true,
  validatorUrl: null,
});
)";

// Swagger UI sets inline styles; scripts come from here alone.
constexpr auto policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
    "data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

http::Response text(std::string type, std::string body) {
  http::Response response;
  response.set("Content-Type", std::move(type));
  response.set("Content-Security-Policy", policy);
  response.set("Cache-Control", "no-cache");
  response.body = std::move(body);
  return response;
}

/// Shared bytes that are made at the first request, so that an idle server does not hold them.
template <std::size_t Size>
http::Handler compressed(const char* type, const unsigned char (&bytes)[Size]) {
  return [type, &bytes](const http::Request&, const http::PathParameters&) -> Task<http::Response> {
    static const auto shared =
        std::make_shared<const std::string>(reinterpret_cast<const char*>(bytes), Size);
    http::Response response;
    response.set("Content-Type", type);
    response.set("Cache-Control", "public, max-age=86400");
    response.gzip_body = shared;
    co_return response;
  };
}

}  // namespace

void mount_docs_page(http::Router& router) {
  using enum http::Method;
  const auto plain = [](const char* type, const char* body) -> http::Handler {
    return [=](const http::Request&, const http::PathParameters&) -> Task<http::Response> {
      co_return text(type, body);
    };
  };
  router.add(get, "/docs", plain("text/html; charset=utf-8", page));
  router.add(get, "/docs/start.js", plain("text/javascript; charset=utf-8", start_script));
  router.add(get, "/docs/swagger-ui-bundle.js",
             compressed("text/javascript; charset=utf-8", script));
  router.add(get, "/docs/swagger-ui.css", compressed("text/css; charset=utf-8", styles));
}

}  // namespace dailygrind::host
