#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

/// A year that is special in its zone.
struct Year {
  const char* zone;
  const char* begins = "2026-06-01T00:00:00Z";
};

// Gaps and repeated hours of these lie at 00:00, 00:01, 01:00, 02:00, 02:45 and before midnight.
const Year years[]{{"Europe/Berlin"},
                   {"Europe/Dublin"},
                   {"America/New_York"},
                   {"America/Santiago"},
                   {"America/Nuuk"},
                   {"Atlantic/Azores"},
                   {"Australia/Lord_Howe"},
                   {"Asia/Kathmandu"},
                   {"Pacific/Chatham"},
                   {"Africa/Casablanca"},
                   {"America/St_Johns", "2010-06-01T00:00:00Z"},
                   {"Asia/Tehran", "2021-06-01T00:00:00Z"},
                   {"Pacific/Apia", "2011-06-01T00:00:00Z"}};  // had no 30 December

const std::string times[]{"00:00", "00:30", "02:30", "12:00", "23:30"};

/// How often the person of each time was called on each local day.
using Calls = std::map<std::string, std::map<std::string, int>>;

Calls calls_of(const World& world, const std::string& zone) {
  Calls calls;
  for (const auto& sent : world.sender.log) {
    const auto time = sent.endpoint.substr(sent.endpoint.rfind('/') + 1);
    ++calls[time][local_day(sent.at, zone)];
  }
  return calls;
}

/// The local days that were seen whole.
std::vector<std::string> live_through(World& world, const Year& year) {
  std::vector<std::string> days;
  world.at(year.begins);
  const auto end = world.clock.now() + std::chrono::days{366};
  for (int step = 29; world.clock.now() < end; step = 30 - step) {
    world.clock.advance(std::chrono::minutes{step});
    world.work();
    const auto today = local_day(world.clock.now(), year.zone);
    if (std::ranges::find(days, today) == days.end()) days.push_back(today);
  }
  days.erase(days.begin());
  days.pop_back();
  return days;
}

class DailyYear : public ::testing::TestWithParam<Year> {};

TEST_P(DailyYear, HasOneCallForEachPersonAndLocalDay) {
  const auto& year = GetParam();
  World world;
  world.at(year.begins);
  for (const auto& time : times) {
    world.person(time, year.zone);
    world.subscribe(time, time);
    world.prefer(time, {.daily = NewDailyPreferences{.time = time}});
  }
  const auto days = live_through(world, year);
  EXPECT_GE(days.size(), 363);
  auto calls = calls_of(world, year.zone);
  for (const auto& time : times) {
    for (const auto& day : days) EXPECT_EQ(calls[time][day], 1) << time << " on " << day;
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, DailyYear, ::testing::ValuesIn(years), [](const auto& info) {
  std::string name{info.param.zone};
  std::ranges::replace(name, '/', '_');
  return name;
});

}  // namespace
}  // namespace dailygrind::push
