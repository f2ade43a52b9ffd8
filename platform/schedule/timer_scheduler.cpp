#include "platform/schedule/timer_scheduler.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "platform/core/log.hpp"

namespace dailygrind::schedule {
namespace {

using std::chrono::minutes;

class TimerScheduler final : public Scheduler {
 public:
  TimerScheduler(const Clock& clock, TimerSettings settings) : clock_(clock), settings_(settings) {}

  Task<> every_minute(std::function<Task<>()> work) override {
    while (true) {
      const auto minute = this_minute();
      if (co_await succeeds(work)) {
        while (this_minute() == minute) {
          const milliseconds left = minute + minutes{1} - clock_.now();
          co_await pause(std::clamp(left, milliseconds{1}, settings_.recheck));
        }
      } else {
        co_await pause(settings_.after_a_failure);
      }
    }
  }

 private:
  [[nodiscard]] std::chrono::sys_time<minutes> this_minute() const {
    return std::chrono::floor<minutes>(clock_.now());
  }

  static Task<bool> succeeds(const std::function<Task<>()>& work) {
    try {
      co_await work();
      co_return true;
    } catch (const boost::system::system_error&) {
      throw;  // cancelled
    } catch (const std::exception& error) {
      log::warning("what was due could not be done", {{"cause", std::string_view{error.what()}}});
      co_return false;
    }
  }

  static Task<> pause(milliseconds time) {
    boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, time};
    co_await timer.async_wait(boost::asio::use_awaitable);
  }

  const Clock& clock_;
  TimerSettings settings_;
};

}  // namespace

std::unique_ptr<Scheduler> make_timer_scheduler(const Clock& clock, TimerSettings settings) {
  return std::make_unique<TimerScheduler>(clock, settings);
}

}  // namespace dailygrind::schedule
