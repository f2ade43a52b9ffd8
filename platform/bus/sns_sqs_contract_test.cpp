#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <stop_token>
#include <thread>

#include "platform/aws/testing/emulator.hpp"
#include "platform/bus/contract.hpp"
#include "platform/bus/sns_sqs_bus.hpp"

/// The contract of the bus against emulated SNS and SQS. Their time is set to that of the test:
/// DAILYGRIND_TEST_AWS_CLOCK names the file where the emulator looks.
namespace dailygrind::bus {
namespace {

using aws::testing::emulator;

/// Lets SQS's time follow a clock, before each request and also while one waits.
class EmulatorTime {
 public:
  explicit EmulatorTime(const Clock& clock) : clock_(clock) {
    if (file_ < 0) throw std::runtime_error{std::string{"the clock's file: "} + strerror(errno)};
    follow();
  }
  ~EmulatorTime() {
    thread_.request_stop();
    thread_.join();
    ::close(file_);
  }
  EmulatorTime(const EmulatorTime&) = delete;
  EmulatorTime& operator=(const EmulatorTime&) = delete;

  void follow() const {
    const std::int64_t now = clock_.now().time_since_epoch().count();
    if (::pwrite(file_, &now, sizeof now, 0) != sizeof now) {
      throw std::runtime_error{"the clock's file cannot be written"};
    }
  }

 private:
  const Clock& clock_;
  int file_ =
      ::open(aws::testing::required("DAILYGRIND_TEST_AWS_CLOCK").c_str(), O_WRONLY | O_CLOEXEC);
  std::jthread thread_{[this](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      follow();
      std::this_thread::sleep_for(milliseconds{2});
    }
  }};
};

/// A service that has the test's time when it is asked.
class TimedClient final : public aws::Client {
 public:
  TimedClient(const std::string& service, const EmulatorTime& time)
      : inner_(emulator().client(service)), time_(time) {}

  Task<http::ClientResponse> send(aws::Request request) override {
    time_.follow();
    co_return co_await inner_->send(std::move(request));
  }

 private:
  std::unique_ptr<aws::Client> inner_;
  const EmulatorTime& time_;
};

/// A bus with all that it needs.
struct World {
  explicit World(const Setting& setting) : time(setting.clock) {
    const SnsSqsSettings settings{
        .region = aws::testing::Emulator::region(),
        .account = emulator().account(),
        // Named after the folder, so that both buses of a test find the same queues.
        .prefix = "dailygrind-test-" + setting.folder.filename().string() + "-",
        .topology = setting.topology,
        .queues = setting.queues};
    testing::run(make_missing_queues({sns, sqs}, settings));
    bus = make_sns_sqs_bus({sns, sqs}, setting.clock, setting.random, settings);
  }

  EmulatorTime time;
  TimedClient sns{"sns", time};
  TimedClient sqs{"sqs", time};
  std::unique_ptr<Bus> bus;
};

std::shared_ptr<Bus> open(const Setting& setting) {
  const auto world = std::make_shared<World>(setting);
  return {world, world->bus.get()};
}

const auto backends = ::testing::Values(
    Backend{.name = "one", .open = open, .exact = false},
    Backend{.name = "two", .open = open, .use = Backend::Use::two, .exact = false});
INSTANTIATE_TEST_SUITE_P(SnsSqs, BusContract, backends, backend_name);

}  // namespace
}  // namespace dailygrind::bus
