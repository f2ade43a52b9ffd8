#include "platform/schedule/timer_scheduler.hpp"

#include <gmock/gmock.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>
#include <vector>

#include "platform/core/time_zone.hpp"

namespace dailygrind::schedule {
namespace {

using testing::ElementsAre;

/// A scheduler at work; `runs` has the moments of the application clock.
struct TimerSchedulerTest : testing::Test {
  boost::asio::io_context loop{1};
  AdjustableClock clock;
  std::unique_ptr<Scheduler> scheduler =
      make_timer_scheduler(clock, {.recheck = milliseconds{1}, .after_a_failure = milliseconds{1}});
  boost::asio::cancellation_signal cancel;
  std::vector<std::string> runs;
  std::exception_ptr end;
  std::size_t failures = 0;

  void at(std::string_view moment) { clock.freeze(*parse_rfc3339(moment)); }

  Task<> work() {
    runs.push_back(format_rfc3339(clock.now()).substr(11, 5));
    if (failures > 0) {
      --failures;
      throw std::runtime_error{"not now"};
    }
    co_return;
  }
  void start() {
    boost::asio::co_spawn(loop, scheduler->every_minute([this] { return work(); }),
                          boost::asio::bind_cancellation_slot(
                              cancel.slot(), [this](std::exception_ptr error) { end = error; }));
  }
  void run_until(std::size_t count) {
    const auto bound = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (runs.size() < count && loop.run_one_until(bound) > 0) {
    }
  }
};

TEST_F(TimerSchedulerTest, RunsAtOnceAndAtEachMinuteThatTheClockReaches) {
  at("2026-11-23T11:58:30Z");
  start();
  run_until(1);
  at("2026-11-23T11:59:00Z");
  run_until(2);
  at("2026-11-23T12:00:59.999Z");
  run_until(3);
  EXPECT_THAT(runs, ElementsAre("11:58", "11:59", "12:00"));
}

TEST_F(TimerSchedulerTest, RunsOnceWithinAMinute) {
  at("2026-11-23T11:58:30Z");
  start();
  run_until(1);
  at("2026-11-23T11:58:59.999Z");
  for (int wake = 0; wake < 2; ++wake) loop.run_one();
  EXPECT_THAT(runs, ElementsAre("11:58"));
}

TEST_F(TimerSchedulerTest, AClockThatWasSetIsNotMadeUpFor) {
  at("2026-11-23T11:58:30Z");
  start();
  run_until(1);
  at("2026-11-24T09:00:00Z");
  run_until(2);
  at("2026-11-23T09:00:00Z");
  run_until(3);
  EXPECT_THAT(runs, ElementsAre("11:58", "09:00", "09:00"));
}

TEST_F(TimerSchedulerTest, AFailureIsRepeatedBeforeTheNextMinute) {
  at("2026-11-23T11:58:30Z");
  failures = 1;
  start();
  run_until(2);
  EXPECT_THAT(runs, ElementsAre("11:58", "11:58"));
}

TEST_F(TimerSchedulerTest, EndsWhenItIsCancelled) {
  at("2026-11-23T11:58:30Z");
  start();
  run_until(1);
  cancel.emit(boost::asio::cancellation_type::terminal);
  loop.run();
  EXPECT_THROW(std::rethrow_exception(end), boost::system::system_error);
}

}  // namespace
}  // namespace dailygrind::schedule
