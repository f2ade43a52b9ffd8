#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/http/testing/imposter.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"
#include "platform/webpush/curl_sender.hpp"
#include "platform/webpush/testing/decryption.hpp"

namespace dailygrind::webpush::testing {

/// A sender, and a push service on this machine that it may reach. The clock stands still.
class SenderTest : public ::testing::Test {
 protected:
  SenderTest() {
    clock_.freeze(Instant{std::chrono::hours{24 * 20'000}});
    make_sender({.timeout = milliseconds{10'000}, .local_allowed = true});
  }

  void make_sender(SenderSettings settings) {
    sender_.reset();
    sender_ =
        make_curl_sender(loop_, {vapid_, clock_, system_, random_, metrics_}, std::move(settings));
  }

  Attempt send_to(const std::string& url, Message message = {.payload = "noon"}, int attempt = 1) {
    return dailygrind::testing::run(
        loop_, sender_->send(browser_.subscription(url), std::move(message), attempt));
  }
  Attempt send(Message message = {.payload = "noon"}, int attempt = 1) {
    return send_to(service_.url("/push/secret"), std::move(message), attempt);
  }
  void answer(int status, std::vector<std::pair<std::string, std::string>> headers = {}) {
    service_.on("/push/secret", http::Response{.status = status, .headers = std::move(headers)});
  }
  std::vector<Attempt> send_many(std::size_t count, const std::string& url) {
    std::vector<Task<Attempt>> tasks;
    for (std::size_t at = 0; at < count; ++at) {
      tasks.push_back(sender_->send(browser_.subscription(url), {.payload = "noon"}, 1));
    }
    return dailygrind::testing::run_all(loop_, std::move(tasks));
  }
  double metric(const std::string& name_and_labels) {
    const auto text = "\n" + metrics_.text();
    const auto at = text.find("\n" + name_and_labels + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name_and_labels.size() + 2));
  }
  double requests(const std::string& outcome) {
    return metric("dailygrind_webpush_requests_total{service=\"other\",outcome=\"" + outcome +
                  "\"}");
  }

  dailygrind::testing::TemporaryFolder folder_;
  AdjustableClock clock_;
  SystemClock system_;
  SystemRandom random_;
  metrics::Registry metrics_;
  VapidKeys keys_{folder_.path() / "vapid", clock_};
  Vapid vapid_{keys_, "mailto:ops@grind.social", system_};
  Browser browser_;
  http::testing::Imposter service_;
  boost::asio::io_context loop_{1};
  std::unique_ptr<Sender> sender_;
};

}  // namespace dailygrind::webpush::testing
