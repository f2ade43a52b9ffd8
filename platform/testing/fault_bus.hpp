#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/random.hpp"

namespace dailygrind::testing {

enum class BusCall : std::uint8_t {
  publish,
  receive,
  acknowledge,
  reject,
  extend,
  figures,
  dead_letters,
  replay
};

/// What FaultBus does to published events, in percent of them, drawn from its Random.
struct BusChaos {
  unsigned duplicated = 0;  ///< published twice
  unsigned delayed = 0;     ///< held back until `release`
  bool reordered = false;   ///< shuffled within a publish call
};

/// A bus that fails calls on demand and makes of published events what a standard queue may:
/// duplicates, delays and another order. Thread-safe. `inner` and `random` must outlive it.
class FaultBus final : public bus::Bus {
 public:
  FaultBus(bus::Bus& inner, Random& random) : inner_(inner), random_(random) {}

  /// When a failing call throws: before it did anything, or after it took effect (the answer, or
  /// the caller, was lost).
  enum class Moment : std::uint8_t { before, after };

  /// The `nth` call from now on of that kind throws Problem::unavailable, and `times - 1` more.
  void fail(BusCall call, std::size_t nth = 1, std::size_t times = 1,
            Moment moment = Moment::before) {
    const std::lock_guard lock{mutex_};
    auto& planned = plan(call);
    planned = {.until = nth - 1, .times = times, .moment = moment, .calls = planned.calls};
  }
  /// How often it was called so far, failures included.
  [[nodiscard]] std::size_t calls(BusCall call) {
    const std::lock_guard lock{mutex_};
    return plan(call).calls;
  }
  void set_chaos(BusChaos chaos) {
    const std::lock_guard lock{mutex_};
    chaos_ = chaos;
  }
  /// Publishes what was held back, latest first.
  Task<> release() { co_await inner_.publish(take_held()); }

  Task<> publish(std::vector<bus::Event> events) override {
    const auto failure = next(BusCall::publish);
    failure.before();
    co_await inner_.publish(stir(std::move(events)));
    failure.after();
  }
  Task<std::vector<bus::Delivery>> receive(std::string queue, std::size_t max,
                                           milliseconds wait) override {
    const auto failure = next(BusCall::receive);
    failure.before();
    auto deliveries = co_await inner_.receive(std::move(queue), max, wait);
    failure.after();
    co_return deliveries;
  }
  Task<> acknowledge(std::string queue, std::vector<std::string> receipts) override {
    const auto failure = next(BusCall::acknowledge);
    failure.before();
    co_await inner_.acknowledge(std::move(queue), std::move(receipts));
    failure.after();
  }
  Task<> reject(std::string queue, std::string receipt, std::string reason) override {
    const auto failure = next(BusCall::reject);
    failure.before();
    co_await inner_.reject(std::move(queue), std::move(receipt), std::move(reason));
    failure.after();
  }
  Task<> extend(std::string queue, std::vector<std::string> receipts) override {
    const auto failure = next(BusCall::extend);
    failure.before();
    co_await inner_.extend(std::move(queue), std::move(receipts));
    failure.after();
  }
  [[nodiscard]] milliseconds visibility() const override { return inner_.visibility(); }
  Task<bus::QueueFigures> figures(std::string queue) override {
    next(BusCall::figures).before();
    co_return co_await inner_.figures(std::move(queue));
  }
  [[nodiscard]] std::vector<std::string> queues() const override { return inner_.queues(); }
  Task<std::vector<DeadLetter>> dead_letters(std::string queue, std::string after,
                                             std::size_t limit) override {
    next(BusCall::dead_letters).before();
    co_return co_await inner_.dead_letters(std::move(queue), std::move(after), limit);
  }
  Task<std::size_t> replay(std::string queue, std::string event_id) override {
    const auto failure = next(BusCall::replay);
    failure.before();
    const auto moved = co_await inner_.replay(std::move(queue), std::move(event_id));
    failure.after();
    co_return moved;
  }

 private:
  struct Plan {
    std::size_t until = 0;
    std::size_t times = 0;
    Moment moment = Moment::before;
    std::size_t calls = 0;
  };
  struct Failure {
    bool due = false;
    Moment moment = Moment::before;

    void before() const { fail_at(Moment::before); }
    void after() const { fail_at(Moment::after); }
    void fail_at(Moment at) const {
      if (due && moment == at) throw Problem::unavailable("injected fault of the bus");
    }
  };

  Plan& plan(BusCall call) { return plans_.at(static_cast<std::size_t>(call)); }

  Failure next(BusCall call) {
    const std::lock_guard lock{mutex_};
    auto& planned = plan(call);
    ++planned.calls;
    if (planned.times == 0) return {};
    if (planned.until > 0) {
      --planned.until;
      return {};
    }
    --planned.times;
    return {.due = true, .moment = planned.moment};
  }

  std::vector<bus::Event> take_held() {
    const std::lock_guard lock{mutex_};
    auto held = std::exchange(held_, {});
    std::ranges::reverse(held);
    return held;
  }

  bool draw(unsigned percent) { return percent > 0 && random_.below(100) < percent; }

  std::vector<bus::Event> stir(std::vector<bus::Event> events) {
    const std::lock_guard lock{mutex_};
    std::vector<bus::Event> stirred;
    for (auto& event : events) {
      if (draw(chaos_.duplicated)) stirred.push_back(event);
      (draw(chaos_.delayed) ? held_ : stirred).push_back(std::move(event));
    }
    for (std::size_t at = stirred.size(); chaos_.reordered && at > 1; --at) {
      std::swap(stirred[at - 1], stirred[random_.below(at)]);
    }
    return stirred;
  }

  bus::Bus& inner_;
  Random& random_;
  std::mutex mutex_;
  std::array<Plan, 8> plans_{};
  BusChaos chaos_;
  std::vector<bus::Event> held_;
};

}  // namespace dailygrind::testing
