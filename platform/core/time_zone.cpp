#include "platform/core/time_zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <unordered_map>

namespace dailygrind {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_seconds;

const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

/// A local day and the stretch of time in which it is that day there: [from, until).
struct Day {
  std::string text;
  sys_seconds from;
  sys_seconds until;
};

Day compute_day(sys_seconds now, const date::time_zone& zone) {
  const auto info = zone.get_info(now);
  const auto midnight = floor<days>(now + info.offset);
  const sys_seconds from = sys_seconds{midnight} - info.offset;
  return {format_day(midnight), std::max<sys_seconds>(from, info.begin),
          std::min<sys_seconds>(from + days{1}, info.end)};
}

}  // namespace

bool is_time_zone(std::string_view name) { return find_zone(name) != nullptr; }

std::string local_day(Instant now, const std::string& zone) {
  thread_local std::unordered_map<std::string, Day> known;
  const auto second = floor<seconds>(now);
  const auto found = known.find(zone);
  if (found != known.end() && found->second.from <= second && second < found->second.until) {
    return found->second.text;
  }
  const auto* place = find_zone(zone);
  // Unknown names are not remembered: only the database bounds the table.
  if (place == nullptr) return format_day(floor<days>(second));
  return (known[zone] = compute_day(second, *place)).text;
}

Instant first_moment(std::chrono::sys_days day, std::chrono::minutes time,
                     const std::string& zone) {
  const auto local = date::local_seconds{(day + time).time_since_epoch()};
  const auto* place = find_zone(zone);
  if (place == nullptr) return Instant{local.time_since_epoch()};
  const auto info = place->get_info(local);
  if (info.result == date::local_info::nonexistent) {
    const auto change = info.first.end;
    const bool next_day = floor<days>(change + info.second.offset) > day;
    return next_day ? change - std::chrono::minutes{1} : change;
  }
  return Instant{local.time_since_epoch() - info.first.offset};
}

}  // namespace dailygrind
