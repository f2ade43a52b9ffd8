#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::FaultStore;

constexpr auto begins = {"2026-03-26T00:00:00Z", "2026-10-23T00:00:00Z", "2026-11-23T00:00:00Z"};
constexpr auto zones = {"UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "America/Nuuk",
                        "Asia/Kathmandu",
                        "Pacific/Kiritimati",
                        "Pacific/Pago_Pago",
                        "Mars/Olympus_Mons"};
constexpr auto times = {"00:00", "00:30", "02:30", "07:15", "12:00", "18:45", "23:30"};
constexpr int most_people = 6;
constexpr days lasts{6};

/// What somebody wanted from then on.
struct State {
  Instant since;
  std::string zone = "UTC";
  NewDailyPreferences daily{};
  bool disabled = false;
  std::string posted{};  ///< a day
};

/// The due moments of somebody's calls, by day.
using Calls = std::map<std::int64_t, std::vector<Instant>>;

/// Some days of people who keep changing their minds, on servers that fail, stop and start.
class Life {
 public:
  explicit Life(std::uint64_t seed) : chance_(seed) {
    world_.settings.alone = chance_.below(2) == 0;
    world_.at(drawn(begins));
    end_ = world_.clock.now() + lasts;
    world_.reopen();
    world_.sender.script = [this](const auto&, int attempt) { return answer(attempt); };
    for (int i = 0; i < most_people; ++i) enter("p" + std::to_string(i));
  }

  void live() {
    while (world_.clock.now() < end_) {
      const bool down = one_in(25);
      world_.clock.advance(down ? hours{1 + chance_.below(7)} : minutes{1 + chance_.below(40)});
      if (one_in(4)) fail();
      if (one_in(8)) world_.reopen();
      world_.work();
      rounds_.push_back(world_.clock.now());
      if (one_in(calm_)) change(drawn_person());
    }
  }

  void expect_one_call_a_day() {
    for (auto& [id, states] : people_) {
      SCOPED_TRACE(id);
      const auto calls = calls_of(id);
      for (const auto& [day, dues] : calls) EXPECT_EQ(dues.size(), 1) << "on " << day;
      states.push_back({.since = end_});
      for (std::size_t i = 0; i + 1 < states.size(); ++i) {
        expect_calls(calls, states[i], states[i + 1].since);
      }
    }
  }

 private:
  bool one_in(std::uint64_t number) { return chance_.below(number) == 0; }
  std::string drawn(const auto& list) { return *(list.begin() + chance_.below(list.size())); }
  std::string drawn_person() { return "p" + std::to_string(chance_.below(most_people)); }
  std::string drawn_day() {
    const auto day = std::chrono::floor<days>(end_ - days{chance_.below(lasts.count())});
    return format_day(day);
  }

  Attempt answer(int attempt) {
    const auto later = world_.clock.now() + minutes{attempt};
    if (one_in(10)) return {.outcome = Outcome::throttled, .status = 429, .retry_at = later};
    if (one_in(10)) return {.outcome = Outcome::failed, .status = 500, .retry_at = later};
    if (one_in(30)) return {.outcome = Outcome::gone, .status = 410};
    return {.outcome = Outcome::sent, .status = 201};
  }

  void enter(const std::string& id) {
    const State state{.since = world_.clock.now(), .zone = drawn(zones)};
    world_.person(id, state.zone);
    people_[id].push_back(state);
    change(id);
    for (auto devices = chance_.below(3); devices > 0; --devices) {
      world_.subscribe(id, id + "-" + std::to_string(devices));
    }
  }

  void change(const std::string& id) {
    auto state = people_[id].back();
    state.since = world_.clock.now();
    switch (chance_.below(4)) {
      case 0:
        state.disabled = !state.disabled && one_in(3);
        [[fallthrough]];
      case 1:
        state.zone = drawn(zones);
        tell_profile(id, state);
        break;
      case 2:
        state.posted = local_day(world_.clock.now(), state.zone);
        world_.post(id, state.posted, uuid_v7(world_.clock.now(), chance_));
        break;
      default:
        state.daily = drawn_preferences();
        world_.prefer(id, {.daily = state.daily});
    }
    people_[id].push_back(std::move(state));
  }

  void tell_profile(const std::string& id, const State& state) {
    auto profile = World::profile(id, state.zone);
    profile.disabled = state.disabled;
    world_.hear("USER_UPDATED", profile);
  }

  NewDailyPreferences drawn_preferences() {
    NewDailyPreferences daily{.enabled = !one_in(6), .time = drawn(times)};
    if (one_in(4)) daily.weekdays = {1, 2, static_cast<std::int64_t>(3 + chance_.below(5)), 6, 7};
    if (one_in(4)) daily.quiet_days = {drawn_day(), drawn_day()};
    return daily;
  }

  /// Something goes wrong, or two programs are at work; then leases run out.
  void fail() {
    const auto n = 1 + chance_.below(one_in(2) ? 10 : 80);
    const auto call = static_cast<FaultStore::Call>(chance_.below(4));
    const auto kind = chance_.below(4);
    world_.faults.reset();
    if (kind == 0) world_.faults.fail(call, n);
    if (kind == 1) world_.faults.fail_after_write(n);
    if (kind == 2) {
      abandon(World::work_of(*world_.push), [turns = 10 * n]() mutable { return turns-- == 0; });
    } else {
      work_in_two();
    }
    world_.faults.reset();
    world_.clock.advance(minutes{3});
  }

  void work_in_two() {
    const auto other = world_.another();
    std::vector<Task<>> tasks;
    tasks.push_back(World::work_of(*world_.push));
    if (!world_.settings.alone) tasks.push_back(World::work_of(*other));
    try {
      testing::run_all(std::move(tasks));
    } catch (const Problem& injected) {
      EXPECT_EQ(injected.status(), 503) << injected.what();
    }
  }

  /// The durable record.
  Calls calls_of(const std::string& id) {
    Calls calls;
    for (const auto& key : world_.keys_in("user#" + id)) {
      if (!key.starts_with(inbox_prefix)) continue;
      const JobId job{key.substr(inbox_prefix.size())};
      const auto record = testing::run(world_.push->repository.job(job)).value();
      calls[record.day].push_back(instant_of(record.due));
    }
    return calls;
  }

  /// Of the days that lie within `state` from midnight to midnight.
  void expect_calls(const Calls& calls, const State& state, Instant until) {
    auto day = std::chrono::floor<days>(state.since) - days{1};
    for (; day < until; day += days{1}) {
      const bool whole = first_moment(day, {}, state.zone) > state.since &&
                         first_moment(day + days{1}, {}, state.zone) <= until;
      if (!whole || !wants(state, day) || !was_up(state, day)) continue;
      const auto number = day_number(format_day(day));
      EXPECT_TRUE(calls.contains(number) || is_ahead(calls, number, due_on(state, day)))
          << format_day(day) << " in " << state.zone;
    }
  }

  static bool wants(const State& state, std::chrono::sys_days day) {
    const auto wishes = preferences_of({.daily = state.daily}).daily;
    const std::int64_t weekday = std::chrono::weekday{day}.iso_encoding();
    const auto text = format_day(day);
    return wishes.enabled && !state.disabled && state.posted != text &&
           std::ranges::count(wishes.weekdays, weekday) > 0 &&
           std::ranges::count(wishes.quiet_days, text) == 0;
  }

  /// Whoever comes from the other side of the date line has had a later day's call already.
  static bool is_ahead(const Calls& calls, std::int64_t day, Instant due) {
    return std::ranges::any_of(
        calls, [&](const auto& call) { return call.first > day && call.second.front() < due; });
  }

  static Instant due_on(const State& state, std::chrono::sys_days day) {
    const auto time = *parse_time_of_day(preferences_of({.daily = state.daily}).daily.time);
    return first_moment(day, time, state.zone);
  }

  /// Whether anybody looked at the clock between the due moment and the end of catching up.
  bool was_up(const State& state, std::chrono::sys_days day) {
    const auto due = due_on(state, day);
    return std::ranges::any_of(rounds_, [&](Instant round) {
      return round >= due && round <= due + world_.settings.catch_up &&
             local_day(round, state.zone) == format_day(day);
    });
  }

  SeededRandom chance_;
  std::uint64_t calm_ = 2 + chance_.below(10);  ///< rounds between changes
  World world_;
  Instant end_;
  std::vector<Instant> rounds_;
  std::map<std::string, std::vector<State>> people_;
};

/// Sanitizers take twenty times as long for each.
constexpr std::uint64_t lives =
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    50;
#else
    300;
#endif

TEST(DailyProperty, NobodyIsCalledTwiceOrMissedWhateverHappens) {
  for (std::uint64_t seed = 1; seed <= lives && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life{seed};
    life.live();
    life.expect_one_call_a_day();
  }
}

}  // namespace
}  // namespace dailygrind::push
