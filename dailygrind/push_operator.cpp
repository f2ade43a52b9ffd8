#include "dailygrind/push_operator.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "platform/core/encoding.hpp"
#include "platform/describe/json_read.hpp"

namespace dailygrind::cli {
namespace {

constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds recheck{200};

Task<> pause() {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, recheck};
  co_await timer.async_wait(boost::asio::use_awaitable);
}

struct ProblemText {
  std::string title;
  std::string detail;
};
DAILYGRIND_DESCRIBE(ProblemText, (title, detail))

template <typename T>
std::vector<T> list_of(const std::string& text) {
  std::vector<T> list;
  const auto all = boost::json::parse(text);
  for (const auto& each : all.as_array()) {
    list.push_back(describe::from_foreign_json<T>(boost::json::serialize(each)));
  }
  return list;
}

std::string refusal_in(const http::ClientResponse& response) {
  auto text = "the server answered " + std::to_string(response.status);
  if (response.header("Content-Type").starts_with("application/problem+json")) {
    const auto problem = describe::from_foreign_json<ProblemText>(response.body);
    text += ": " + (problem.detail.empty() ? problem.title : problem.detail);
  }
  return text;
}

}  // namespace

PushOperator::PushOperator(std::string address, const std::string& token)
    : client_(http::make_curl_client(loop_.context())),
      address_(std::move(address)),
      authorization_("Bearer " + token) {}

std::string PushOperator::ask(http::Method method, const std::string& path) {
  http::ClientRequest request{.method = method,
                              .url = address_ + "/push-notifications" + path,
                              .headers = {{"Authorization", authorization_}}};
  try {
    auto response = loop_.run(client_->send(std::move(request)));
    if (response.status < 300) return std::move(response.body);
    throw std::runtime_error{refusal_in(response)};
  } catch (const http::ClientError& error) {
    throw std::runtime_error{"the server cannot be asked: " + std::string{error.what()} +
                             "; name its address with --url"};
  }
}

std::vector<push::PushJob> PushOperator::jobs(std::size_t most) {
  const auto text = ask(http::Method::get, "/jobs?limit=" + std::to_string(most));
  return list_of<push::PushJob>(text);
}

push::PushJob PushOperator::job(const std::string& id) {
  const auto text = ask(http::Method::get, "/jobs/" + percent_encode(id));
  return describe::from_foreign_json<push::PushJob>(text);
}

std::vector<push::Subscription> PushOperator::devices() {
  const auto text = ask(http::Method::get, "?limit=100");
  return list_of<push::Subscription>(text);
}

std::vector<push::Subscription> PushOperator::test() {
  const auto sent = ask(http::Method::post, "/test");
  // The server's time: this machine's may differ.
  const auto since = describe::from_foreign_json<push::Notification>(sent).timestamp;
  const auto end = std::chrono::steady_clock::now() + patience;
  while (true) {
    auto known = devices();
    for (auto& device : known) {
      if (device.last_test && device.last_test->timestamp < since) device.last_test.reset();
    }
    const bool over = std::chrono::steady_clock::now() >= end;
    const auto answered = [](const push::Subscription& device) { return !!device.last_test; };
    if (over || std::ranges::all_of(known, answered)) return known;
    loop_.run(pause());
  }
}

}  // namespace dailygrind::cli
