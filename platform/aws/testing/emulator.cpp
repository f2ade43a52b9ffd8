#include "platform/aws/testing/emulator.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace dailygrind::aws::testing {
namespace {

namespace asio = boost::asio;

struct KeysOfEnvironment final : CredentialsSource {
  Task<Credentials> get() override { co_return keys; }
  void forget(const Credentials& /*refused*/) override {}

  Credentials keys{.access_key_id = required("AWS_ACCESS_KEY_ID"),
                   .secret_access_key = required("AWS_SECRET_ACCESS_KEY")};
};

/// Sends on a loop of its own. Tests end their event loops as soon as they have their answer, when
/// the thread that resumed them may not be done with that yet; so nobody resumes them here, they
/// look.
class HttpClient final : public http::Client {
 public:
  ~HttpClient() override { loop_.stop(); }

  Task<http::ClientResponse> send(http::ClientRequest request) override {
    auto call = std::make_shared<Call>();
    asio::co_spawn(loop_, perform(*http_, std::move(request), call), asio::detached);
    asio::steady_timer timer{co_await asio::this_coro::executor};
    while (!call->done) {
      timer.expires_after(std::chrono::microseconds{300});
      co_await timer.async_wait(asio::use_awaitable);
    }
    if (call->error) std::rethrow_exception(call->error);
    co_return std::move(call->response);
  }

 private:
  struct Call {
    http::ClientResponse response;
    std::exception_ptr error;
    std::atomic<bool> done = false;
  };

  static Task<> perform(http::Client& curl, http::ClientRequest request,
                        std::shared_ptr<Call> call) {
    try {
      call->response = co_await curl.send(std::move(request));
    } catch (...) {
      call->error = std::current_exception();
    }
    call->done = true;
  }

  asio::io_context loop_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(loop_);
  std::unique_ptr<http::Client> http_ = http::make_http1_client(loop_);
  std::jthread thread_{[this] { loop_.run(); }};
};

/// What the tests take for granted.
class Environment final : public ::testing::Environment {
 public:
  void SetUp() override {
    try {
      emulator();
    } catch (const std::exception& error) {
      FAIL() << error.what();
    }
  }
};
const auto* const environment = ::testing::AddGlobalTestEnvironment(new Environment);

}  // namespace

struct Emulator::Parts {
  HttpClient http;
  KeysOfEnvironment keys;
  SystemClock system;
  SystemRandom random;
  metrics::Registry metrics;
};

Emulator::Emulator()
    : endpoint_(required("DAILYGRIND_TEST_AWS_ENDPOINT")),
      account_(required("DAILYGRIND_TEST_AWS_ACCOUNT")),
      parts_(std::make_unique<Parts>()) {}

Emulator::~Emulator() = default;

std::unique_ptr<Client> Emulator::client(const std::string& service) {
  return client(ClientSettings{.service = service, .region = region(), .endpoint = endpoint_});
}

std::unique_ptr<Client> Emulator::client(ClientSettings settings) {
  return make_client({parts_->http, parts_->keys, parts_->system, parts_->random, parts_->metrics},
                     std::move(settings));
}

CredentialsSource& Emulator::credentials() { return parts_->keys; }

std::string Emulator::prefix(const std::string& name) {
  return "dailygrind-test-" + name + "-" + random().token(6) + "-";
}

Random& Emulator::random() { return parts_->random; }
metrics::Registry& Emulator::metrics() { return parts_->metrics; }

Emulator& emulator() {
  static Emulator emulator;
  return emulator;
}

std::string required(const char* variable) {
  const char* const value = std::getenv(variable);
  if (value == nullptr || *value == 0) {
    throw std::runtime_error{std::string{variable} + " is not set: `./test aws` runs this program"};
  }
  return value;
}

}  // namespace dailygrind::aws::testing
