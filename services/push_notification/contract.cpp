#include "services/push_notification/contract.hpp"

#include <algorithm>

#include "platform/core/problem.hpp"
#include "platform/core/time_zone.hpp"

namespace dailygrind::push {
namespace {

std::vector<Fault> faults_of(const DailyPreferences& daily) {
  std::vector<Fault> faults;
  if (!parse_time_of_day(daily.time)) faults.push_back({"/daily/time", "must be HH:MM"});
  for (std::size_t i = 0; i < daily.weekdays.size(); ++i) {
    if (daily.weekdays[i] >= 1 && daily.weekdays[i] <= 7) continue;
    faults.push_back({"/daily/weekdays/" + std::to_string(i), "must be 1 to 7"});
  }
  for (std::size_t i = 0; i < daily.quiet_days.size(); ++i) {
    if (parse_day(daily.quiet_days[i])) continue;
    faults.push_back({"/daily/quietDays/" + std::to_string(i), "must be a day YYYY-MM-DD"});
  }
  return faults;
}

template <typename T>
void tidy(std::vector<T>& list) {
  std::ranges::sort(list);
  const auto repeated = std::ranges::unique(list);
  list.erase(repeated.begin(), repeated.end());
}

}  // namespace

Preferences default_preferences() {
  return {.daily = {.enabled = true, .time = "12:00", .weekdays = {1, 2, 3, 4, 5, 6, 7}}};
}

Preferences preferences_of(const NewPreferences& wanted) {
  auto preferences = default_preferences();
  if (wanted.daily) {
    auto& daily = preferences.daily;
    daily.enabled = wanted.daily->enabled.value_or(true);
    daily.time = wanted.daily->time.value_or(daily.time);
    daily.weekdays = wanted.daily->weekdays.value_or(daily.weekdays);
    daily.quiet_days = wanted.daily->quiet_days;
  }
  auto faults = faults_of(preferences.daily);
  if (!faults.empty()) throw Problem::invalid(std::move(faults));
  tidy(preferences.daily.weekdays);
  tidy(preferences.daily.quiet_days);
  preferences.when_already_posted = wanted.when_already_posted.value_or(WhenAlreadyPosted::none);
  preferences.friend_requests = wanted.friend_requests.value_or(true);
  preferences.acceptances = wanted.acceptances.value_or(true);
  preferences.comments = wanted.comments.value_or(true);
  preferences.likes = wanted.likes.value_or(true);
  return preferences;
}

}  // namespace dailygrind::push
