#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <functional>
#include <stdexcept>

#include "platform/observability/bus_figures.hpp"
#include "platform/observability/figure_test.hpp"
#include "platform/observability/loop_lag.hpp"
#include "platform/observability/store_figures.hpp"

namespace dailygrind::observability {
namespace {

using namespace std::chrono_literals;
using bus::QueueFigures;

/// A loop with one watching task, which can be cancelled.
class Watch {
 public:
  void start(Task<> task) {
    boost::asio::co_spawn(
        context_, std::move(task),
        boost::asio::bind_cancellation_slot(signal_.slot(),
                                            [this](const std::exception_ptr&) { ended_ = true; }));
  }
  bool run_until(const std::function<bool()>& reached) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!reached() && context_.run_one_until(end) > 0) {
    }
    return reached();
  }
  bool ends_when_cancelled() {
    boost::asio::post(context_, [this] { signal_.emit(boost::asio::cancellation_type::terminal); });
    return run_until([this] { return ended_; });
  }
  boost::asio::io_context& context() { return context_; }

 private:
  boost::asio::io_context context_{1};
  boost::asio::cancellation_signal signal_;
  bool ended_ = false;
};

const std::string lag = "dailygrind_event_loop_lag_seconds";

TEST(LoopLag, CountsEveryTurn) {
  metrics::Registry registry;
  Watch watch;
  watch.start(watch_loop(registry, 3, 1ms));
  EXPECT_TRUE(watch.run_until([&] {
    return registry.text().find(lag) != std::string::npos &&
           figure(registry, lag + "_count{loop=\"3\"}") >= 5;
  }));
  EXPECT_TRUE(watch.ends_when_cancelled());
}

TEST(LoopLag, SeesAHandlerThatHoldsTheLoopUp) {
  metrics::Registry registry;
  Watch watch;
  watch.start(watch_loop(registry, 0, 1ms));
  watch.context().poll();
  boost::asio::post(watch.context(), [] {
    const auto end = std::chrono::steady_clock::now() + 60ms;
    while (std::chrono::steady_clock::now() < end) {
    }
  });
  EXPECT_TRUE(watch.run_until([&] { return figure(registry, lag + "_count{loop=\"0\"}") >= 1; }));
  EXPECT_GE(figure(registry, lag + "_sum{loop=\"0\"}"), 0.058);
}

class StoreStub final : public store::Store {
 public:
  Task<store::ItemPtr> get(store::Key) override { throw std::logic_error{"unused"}; }
  Task<std::vector<store::ItemPtr>> batch_get(std::vector<store::Key>) override {
    throw std::logic_error{"unused"};
  }
  Task<store::Page> query(store::Query) override { throw std::logic_error{"unused"}; }
  Task<store::WriteResult> write(std::vector<store::Write>) override {
    throw std::logic_error{"unused"};
  }
  [[nodiscard]] store::Statistics statistics() const override { return figures; }

  store::Statistics figures{.gets = 1,
                            .batch_gets = 2,
                            .batch_items = 3,
                            .queries = 4,
                            .transactions = 5,
                            .writes = 6,
                            .cache_hits = 7};
};

TEST(StoreFigures, ShowEachCount) {
  metrics::Registry registry;
  StoreStub store;
  register_store_figures(registry, "user", store);
  const auto operations = [&](const std::string& operation) {
    return figure(registry, "dailygrind_store_operations_total{store=\"user\",operation=\"" +
                                operation + "\"}");
  };
  const auto items = [&](const std::string& operation) {
    return figure(registry,
                  "dailygrind_store_items_total{store=\"user\",operation=\"" + operation + "\"}");
  };
  EXPECT_EQ(operations("get"), 1);
  EXPECT_EQ(operations("batch_get"), 2);
  EXPECT_EQ(items("batch_get"), 3);
  EXPECT_EQ(operations("query"), 4);
  EXPECT_EQ(operations("write"), 5);
  EXPECT_EQ(items("write"), 6);
  EXPECT_EQ(figure(registry, "dailygrind_store_cache_hits_total{store=\"user\"}"), 7);
  store.figures.gets = 100;
  EXPECT_EQ(operations("get"), 100);
}

TEST(StoreFigures, TwoStoresStandSideBySide) {
  metrics::Registry registry;
  const StoreStub user;
  const StoreStub post;
  register_store_figures(registry, "user", user);
  EXPECT_NO_THROW(register_store_figures(registry, "post", post));
}

using Figures = std::function<QueueFigures(const std::string&)>;

class BusStub final : public bus::Bus {
 public:
  explicit BusStub(Figures figures) : figures_(std::move(figures)) {}

  Task<> publish(std::vector<bus::Event>) override { throw std::logic_error{"unused"}; }
  Task<std::vector<bus::Delivery>> receive(std::string, std::size_t,
                                           std::chrono::milliseconds) override {
    throw std::logic_error{"unused"};
  }
  Task<> acknowledge(std::string, std::vector<std::string>) override {
    throw std::logic_error{"unused"};
  }
  Task<> reject(std::string, std::string, std::string) override {
    throw std::logic_error{"unused"};
  }
  Task<> extend(std::string, std::vector<std::string>) override {
    throw std::logic_error{"unused"};
  }
  [[nodiscard]] std::chrono::milliseconds visibility() const override {
    return std::chrono::seconds{30};
  }
  Task<QueueFigures> figures(std::string queue) override { co_return figures_(queue); }
  [[nodiscard]] std::vector<std::string> queues() const override { return {"post", "push"}; }
  Task<std::vector<DeadLetter>> dead_letters(std::string, std::string, std::size_t) override {
    throw std::logic_error{"unused"};
  }
  Task<std::size_t> replay(std::string, std::string) override { throw std::logic_error{"unused"}; }

 private:
  Figures figures_;
};

TEST(BusFigures, ShowEachQueue) {
  metrics::Registry registry;
  AdjustableClock clock;
  clock.freeze(Instant{100s});
  BusStub bus{[](const std::string& queue) {
    if (queue == "push") return QueueFigures{};
    return QueueFigures{.waiting = 3, .in_flight = 2, .dead = 1, .oldest = Instant{58s}};
  }};
  Watch watch;
  watch.start(watch_bus(registry, bus, bus.queues(), clock, 1h));
  watch.context().poll();
  const auto events = [&](const std::string& queue, const std::string& state) {
    return figure(registry,
                  "dailygrind_bus_events{queue=\"" + queue + "\",state=\"" + state + "\"}");
  };
  EXPECT_EQ(events("post", "waiting"), 3);
  EXPECT_EQ(events("post", "in_flight"), 2);
  EXPECT_EQ(events("post", "dead"), 1);
  EXPECT_EQ(figure(registry, "dailygrind_bus_oldest_seconds{queue=\"post\"}"), 42);
  EXPECT_EQ(events("push", "waiting"), 0);
  EXPECT_EQ(figure(registry, "dailygrind_bus_oldest_seconds{queue=\"push\"}"), 0);
  EXPECT_TRUE(watch.ends_when_cancelled());
}

TEST(BusFigures, CountersOfAConsumerAreOfItsQueue) {
  metrics::Registry registry;
  const auto counters = consumer_counters(registry, "post");
  counters.handled->add(3);
  counters.failed->add();
  const std::string name = "dailygrind_bus_deliveries_total{queue=\"post\",outcome=";
  EXPECT_EQ(figure(registry, name + "\"handled\"}"), 3);
  EXPECT_EQ(figure(registry, name + "\"failed\"}"), 1);
}

TEST(BusFigures, OutliveABusThatDoesNotAnswer) {
  metrics::Registry registry;
  const SystemClock clock;
  int calls = 0;
  BusStub bus{[&calls](const std::string&) -> QueueFigures {
    if (++calls <= 2) throw std::runtime_error{"no answer"};
    return {.waiting = 9};
  }};
  Watch watch;
  watch.start(watch_bus(registry, bus, bus.queues(), clock, 1ms));
  EXPECT_TRUE(watch.run_until([&] { return calls >= 4; }));
  EXPECT_EQ(figure(registry, "dailygrind_bus_events{queue=\"post\",state=\"waiting\"}"), 9);
  EXPECT_TRUE(watch.ends_when_cancelled());
}

}  // namespace
}  // namespace dailygrind::observability
