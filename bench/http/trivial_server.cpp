// Our server with a handler that does nothing: what platform/http costs above bare_beast_server.
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "bench/http/small_answer.hpp"
#include "platform/core/log.hpp"
#include "platform/http/server.hpp"

namespace {

using dailygrind::Task;
namespace http = dailygrind::http;

Task<http::Response> answer(const http::Request&, const http::PathParameters&) {
  http::Response response;
  response.set("Content-Type", "application/json");
  response.body = dailygrind::bench::small_answer;
  co_return response;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s PORT [LOG_FILE]\n", argv[0]);
    return 2;
  }
  try {
    dailygrind::metrics::Registry metrics;
    if (argc > 2) dailygrind::log::configure(dailygrind::log::Level::info, argv[2]);
    boost::asio::io_context loop{1};
    http::Router router;
    router.add(http::Method::get, "/posts/{postId}", answer);
    router.add(http::Method::post, "/posts", answer);
    http::ServerSettings settings;
    settings.port = static_cast<std::uint16_t>(std::strtoul(argv[1], nullptr, 10));
    settings.access_log = argc > 2;
    http::Server server{settings, {&loop}, router, nullptr, metrics};
    server.start();
    loop.run();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
