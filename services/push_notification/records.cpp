#include "services/push_notification/records.hpp"

#include "platform/core/time_zone.hpp"

namespace dailygrind::push {

std::string PersonRecord::name() const {
  if (first_name.empty() || last_name.empty()) return first_name + last_name;
  return first_name + " " + last_name;
}

std::int64_t day_number(std::string_view day) {
  if (!parse_day(day)) return 0;
  std::string digits{day};
  std::erase(digits, '-');
  return std::stoll(digits);
}

std::optional<std::string> place_of(const PersonRecord& person) {
  if (person.hidden()) return std::nullopt;
  const auto wishes = person.wishes();
  if (!wishes.daily.enabled) return quiet_place;
  const bool known = is_time_zone(person.time_zone);
  return (known ? person.time_zone : "UTC") + "#" + wishes.daily.time;
}

std::optional<DailyTime> daily_time(const std::string& place) {
  const auto sign = place.rfind('#');
  if (sign == std::string::npos) return std::nullopt;
  const auto time = parse_time_of_day(std::string_view{place}.substr(sign + 1));
  if (!time) return std::nullopt;
  return DailyTime{place.substr(0, sign), *time};
}

}  // namespace dailygrind::push
