#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "platform/aws/testing/from_environment.hpp"
#include "platform/store/contract.hpp"
#include "platform/store/dynamodb_store.hpp"

/// The contract of the store against a real or an emulated DynamoDB:
/// DAILYGRIND_TEST_AWS_ENDPOINT is its address, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are
/// keys that may make tables, and use those whose names begin with `dailygrind-test-`. The tables
/// are left there.
namespace dailygrind::store {
namespace {

namespace asio = boost::asio;

/// Sends on a loop of its own. Tests end their event loops as soon as they have their answer, when
/// the thread that resumed them may not be done with that yet; so nobody resumes them here, they
/// look.
class HttpClient final : public http::Client {
 public:
  ~HttpClient() override { loop_.stop(); }

  Task<http::ClientResponse> send(http::ClientRequest request) override {
    auto call = std::make_shared<Call>();
    asio::co_spawn(loop_, perform(*curl_, std::move(request), call), asio::detached);
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
  std::unique_ptr<http::Client> curl_ = http::make_curl_client(loop_);
  std::jthread thread_{[this] { loop_.run(); }};
};

/// What the stores of all tests share.
struct World {
  HttpClient http;
  aws::testing::KeysOfEnvironment keys;
  SystemClock system;
  SystemRandom random;
  metrics::Registry metrics;
  std::unique_ptr<aws::Client> dynamodb = aws::make_client({http, keys, system, random, metrics},
                                                           {.service = "dynamodb",
                                                            .region = aws::testing::region,
                                                            .endpoint = aws::testing::endpoint()});
};
World& world() {
  static World world;
  return world;
}

/// With tables that are named after `folder`, as other adapters' files lie in it.
std::unique_ptr<Store> open(const std::filesystem::path& folder, const Clock& clock) {
  const DynamodbSettings settings{.prefix = "dailygrind-test-" + folder.filename().string() + "-" +
                                            world().random.token(6) + "-",
                                  .tables = {"things", "others"}};
  testing::run(make_missing_tables(*world().dynamodb, settings));
  return make_dynamodb_store(*world().dynamodb, clock, world().random, world().metrics, settings);
}

const auto backends = ::testing::Values(Backend{"dynamodb", open});
INSTANTIATE_TEST_SUITE_P(Dynamodb, StoreContract, backends, ::testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Dynamodb, StoreQueries, backends, ::testing::PrintToStringParamName());

class DynamodbProperty : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(DynamodbProperty, AnswersAsTheMemoryDoes) {
  AdjustableClock clock;
  const auto store = open("property", clock);
  expect_answers_of_memory(*store, clock, GetParam(), 500);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DynamodbProperty, ::testing::Range<std::uint64_t>(1, 9));

/// What the tests above take for granted.
class Environment final : public ::testing::Environment {
 public:
  void SetUp() override {
    try {
      world();
    } catch (const std::exception& error) {
      FAIL() << error.what();
    }
  }
};
const auto* const environment = ::testing::AddGlobalTestEnvironment(new Environment);

}  // namespace
}  // namespace dailygrind::store
