#include "platform/http/testing/test_server.hpp"

#include <boost/asio/executor_work_guard.hpp>

namespace dailygrind::http::testing {

ServerSettings test_settings() {
  ServerSettings settings;
  settings.port = 0;
  settings.access_log = false;
  return settings;
}

TestServer::TestServer(Router routes, ServerSettings settings, std::size_t threads,
                       ErrorResponder on_error)
    : router_(std::move(routes)) {
  std::vector<boost::asio::io_context*> loops;
  for (std::size_t at = 0; at < threads; ++at) {
    loops.push_back(loops_.emplace_back(std::make_unique<boost::asio::io_context>(1)).get());
  }
  server_ =
      std::make_unique<Server>(std::move(settings), loops, router_, std::move(on_error), metrics_);
  server_->start();
  for (auto* loop : loops) {
    threads_.emplace_back([loop] {
      const auto work = boost::asio::make_work_guard(*loop);
      loop->run();
    });
  }
}

TestServer::~TestServer() {
  for (const auto& loop : loops_) loop->stop();
  threads_.clear();
  server_.reset();
  loops_.clear();
}

double TestServer::metric(const std::string& name_and_labels) const {
  const auto text = "\n" + metrics_.text();
  const auto at = text.find("\n" + name_and_labels + " ");
  return at == std::string::npos ? 0 : std::stod(text.substr(at + name_and_labels.size() + 2));
}

bool wait_until(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  return true;
}

Handler say(std::string body) {
  return [body = std::move(body)](const Request&, const PathParameters&) -> Task<Response> {
    Response response;
    response.set("Content-Type", "text/plain");
    response.body = body;
    co_return response;
  };
}

Handler echo() {
  return [](const Request& request, const PathParameters&) -> Task<Response> {
    Response response;
    response.set("Content-Type", "application/octet-stream");
    response.body = std::string{request.body};
    co_return response;
  };
}

}  // namespace dailygrind::http::testing
