#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/core/ids.hpp"
#include "platform/core/random.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

/// What every adapter of the bus port promises. An adapter's test instantiates BusContract with its
/// backends; the tests themselves lie in contract_*_test.cpp.
namespace dailygrind::bus {

/// What a test bus is opened with.
struct Setting {
  std::filesystem::path folder;
  Topology topology;
  QueueSettings queues;
  const Clock& clock;
  Random& random;
};

struct Backend {
  /// `reopened` closes and opens the bus before every call; `two` sends through one instance and
  /// receives through another, as two processes do.
  enum class Use : std::uint8_t { one, reopened, two };

  std::string name;
  std::function<std::shared_ptr<Bus>(const Setting&)> open;
  Use use = Use::one;
  /// Figures are exact, and time is the application's, also when it is moved back.
  bool exact = true;
};
inline std::ostream& operator<<(std::ostream& out, const Backend& backend) {
  return out << backend.name;
}

/// Queue "all" gets every event of both topics, "created" only USER_CREATED, "spare" nothing that
/// the tests publish.
inline Topology test_topology() {
  return {{"user-events", "all", {}},
          {"post-events", "all", {"POST_CREATED"}},
          {"user-events", "created", {"USER_CREATED"}},
          {"user-events", "created", {"USER_CREATED", "USER_RENAMED"}},
          {"other-events", "spare", {}}};
}

inline QueueSettings test_settings() {
  return {.visibility = std::chrono::seconds{30},
          .max_attempts = 3,
          .first_backoff = std::chrono::milliseconds{1000},
          .longest_backoff = std::chrono::milliseconds{60'000}};
}

class BusContract : public ::testing::TestWithParam<Backend> {
 protected:
  static constexpr Instant start{std::chrono::hours{24 * 20'000}};

  BusContract() {
    clock_.freeze(start);
    first_ = open();
    if (GetParam().use == Backend::Use::two) second_ = open();
  }

  /// An event that differs from all others by its id; `version` tells the test which it is.
  Event event(std::string type, std::int64_t version = 1, std::string topic = "user-events") {
    return {.id = uuid_v7(clock_.now(), random_),
            .topic = std::move(topic),
            .type = std::move(type),
            .version = version,
            .data = R"({"name":"Zoë \"Z\" 🚀"})",
            .occurred_at = clock_.now(),
            .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
  }
  template <typename T>
  T run(Task<T> task) {
    return testing::run(loop_, std::move(task));
  }
  std::vector<std::size_t> run_all(std::vector<Task<std::size_t>> tasks) {
    return testing::run_all(loop_, std::move(tasks));
  }
  void publish(std::vector<Event> events) { run(sender().publish(std::move(events))); }
  /// Publishes `count` events of type THING with the versions 1, 2, ...
  std::vector<Event> publish_some(int count) {
    std::vector<Event> events;
    for (int version = 1; version <= count; ++version) events.push_back(event("THING", version));
    publish(events);
    return events;
  }
  std::vector<Delivery> receive(std::string queue = "all", std::size_t max = 10,
                                milliseconds wait = {}) {
    return run(receiver().receive(std::move(queue), max, wait));
  }
  /// The next delivery; a failure where there is none.
  Delivery receive_one(std::string queue = "all") {
    auto deliveries = receive(std::move(queue), 1);
    EXPECT_EQ(deliveries.size(), 1U);
    return deliveries.empty() ? Delivery{} : std::move(deliveries.front());
  }
  void acknowledge(const Delivery& delivery) {
    run(receiver().acknowledge("all", {delivery.receipt}));
  }
  void extend(const Delivery& delivery) { run(receiver().extend("all", {delivery.receipt})); }
  void reject(const Delivery& delivery, std::string reason = "no") {
    run(receiver().reject("all", delivery.receipt, std::move(reason)));
  }
  QueueFigures figures(std::string queue = "all") {
    return run(sender().figures(std::move(queue)));
  }
  std::vector<Bus::DeadLetter> dead_letters(std::string after = {}, std::size_t limit = 100) {
    return run(sender().dead_letters("all", std::move(after), limit));
  }
  std::size_t replay(std::string event_id = {}) {
    return run(sender().replay("all", std::move(event_id)));
  }
  /// Receives and rejects "all" until its one event is dead.
  void kill(const std::string& reason) {
    for (int attempt = 1; attempt <= test_settings().max_attempts; ++attempt) {
      reject(receive_one(), reason);
      clock_.advance(test_settings().longest_backoff);
    }
  }

  Bus& sender() {
    if (GetParam().use == Backend::Use::reopened) {
      first_.reset();
      first_ = open();
    }
    return *first_;
  }
  Bus& receiver() { return second_ ? *second_ : sender(); }

  static constexpr std::size_t threads_count = 4;

  AdjustableClock clock_;
  SeededRandom random_{7};
  std::array<boost::asio::io_context, threads_count> loops_of_threads_;  // these outlive the buses

 private:
  boost::asio::io_context loop_{1};  // outlives the buses, too

  std::shared_ptr<Bus> open() {
    return GetParam().open({folder_.path(), test_topology(), test_settings(), clock_, random_});
  }

  testing::TemporaryFolder folder_;
  std::shared_ptr<Bus> first_;
  std::shared_ptr<Bus> second_;
};

inline std::vector<std::int64_t> versions(const std::vector<Delivery>& deliveries) {
  std::vector<std::int64_t> versions;
  for (const auto& delivery : deliveries) versions.push_back(delivery.event.version);
  return versions;
}

inline std::string backend_name(const ::testing::TestParamInfo<Backend>& info) {
  return info.param.name;
}

}  // namespace dailygrind::bus
