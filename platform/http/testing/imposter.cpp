#include "platform/http/testing/imposter.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <mutex>
#include <optional>

#include "platform/http/testing/test_server.hpp"
#include "platform/http/text.hpp"

namespace dailygrind::http::testing {

namespace {

SeenRequest copy_of(const Request& request) {
  SeenRequest seen;
  seen.method = request.method;
  seen.target = request.target;
  for (const auto& field : request.headers) seen.headers.emplace_back(field.name, field.value);
  seen.body = request.body;
  return seen;
}

ServerSettings settings_with(const std::string& certificate_file, const std::string& key_file) {
  auto settings = test_settings();
  settings.tls_certificate = certificate_file;
  settings.tls_key = key_file;
  settings.body_limit = 16 * 1024 * 1024;
  return settings;
}

}  // namespace

std::string SeenRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

struct Imposter::State {
  mutable std::mutex mutex;
  std::map<std::string, Answer, std::less<>> answers;  ///< an empty function never answers
  std::vector<SeenRequest> seen;
  std::string scheme;
  std::optional<TestServer> server;

  Router routes() {
    Router router;
    for (const auto method : {Method::get, Method::post, Method::put, Method::patch,
                              Method::delete_, Method::options, Method::other}) {
      router.add(method, "/{path...}",
                 [this](const Request& request, const PathParameters&) { return answer(request); });
    }
    return router;
  }

  Task<Response> answer(const Request& request) {
    auto copy = copy_of(request);
    std::optional<Answer> chosen;
    {
      const std::lock_guard lock{mutex};
      seen.push_back(copy);
      const auto found = answers.find(request.path);
      if (found != answers.end()) chosen = found->second;
    }
    if (!chosen) co_return Response{.status = 404};
    if (*chosen) co_return (*chosen)(copy);
    boost::asio::steady_timer never{co_await boost::asio::this_coro::executor,
                                    boost::asio::steady_timer::time_point::max()};
    co_await never.async_wait(boost::asio::use_awaitable);
    co_return Response{};
  }
};

Imposter::Imposter() : Imposter("", "") {}

Imposter::Imposter(const std::string& certificate_file, const std::string& key_file)
    : state_(std::make_unique<State>()) {
  state_->scheme = certificate_file.empty() ? "http" : "https";
  state_->server.emplace(state_->routes(), settings_with(certificate_file, key_file));
}

Imposter::~Imposter() = default;

void Imposter::on(const std::string& path, Answer answer) {
  const std::lock_guard lock{state_->mutex};
  state_->answers[path] = std::move(answer);
}

void Imposter::on(const std::string& path, Response response) {
  on(path, [response = std::move(response)](const SeenRequest&) { return response; });
}

void Imposter::hang(const std::string& path) { on(path, Answer{}); }

std::string Imposter::url(std::string_view path) const {
  return state_->scheme + "://127.0.0.1:" + std::to_string(state_->server->port()) +
         std::string{path};
}

std::vector<SeenRequest> Imposter::seen() const {
  const std::lock_guard lock{state_->mutex};
  return state_->seen;
}

std::uint64_t Imposter::connections() const {
  return static_cast<std::uint64_t>(state_->server->metric("dailygrind_http_connections_total"));
}

}  // namespace dailygrind::http::testing
