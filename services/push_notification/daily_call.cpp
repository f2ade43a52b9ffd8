#include "services/push_notification/daily_call.hpp"

#include "platform/core/log.hpp"
#include "platform/core/time_zone.hpp"

namespace dailygrind::push {
namespace {

using store::Condition;
using store::Update;

/// Today's call at a place.
struct TodaysCall {
  std::int64_t day = 0;
  Instant due;
};

TodaysCall todays_call(const DailyTime& at, Instant now) {
  const auto today = local_day(now, at.zone);
  return {.day = day_number(today), .due = first_moment(*parse_day(today), at.time, at.zone)};
}

}  // namespace

Task<> DailyCall::round() {
  for (const auto& place : co_await repository_.places()) {
    const auto at = daily_time(place.name);
    if (!at) continue;
    const auto now = clock_.now();
    const auto call = todays_call(*at, now);
    if (call.due > now || place.called >= call.day) continue;
    if (place.people == 0) {
      co_await repository_.forget_place(place.name);
    } else if (now - call.due <= settings_.catch_up) {
      co_await begin(place, call.day, call.due);
    }
  }
}

Task<> DailyCall::begin(const Place& place, std::int64_t day, Instant due) {
  const auto now = clock_.now();
  const JobId id{uuid_v7(now, random_)};
  const JobRecord job{.kind = JobKind::daily,
                      .place = place.name,
                      .day = day,
                      .due = in_milliseconds(due),
                      .ends = in_milliseconds(now + settings_.call_lasts)};
  Repository::Writes first;
  first.emplace_back(Update{.key = place_key(place.name),
                            .set = {{"called", day}},
                            .condition = Condition::equals("called", place.called)});
  if (!co_await repository_.add_job(id, job, std::move(first))) co_return;
  log::info("the daily call begins", {{"job", std::string_view{id.str()}},
                                      {"place", std::string_view{place.name}},
                                      {"people", place.people}});
  jobs_.wake();
}

}  // namespace dailygrind::push
