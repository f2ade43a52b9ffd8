#include <algorithm>
#include <charconv>
#include <chrono>

#include "platform/core/time_zone.hpp"

namespace dailygrind {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

void put_digits(char* at, std::int64_t value, int width) {
  for (int place = width - 1; place >= 0; --place) {
    at[place] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

/// The number that `width` digits at the beginning of `text` spell; takes them off.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

/// `:05` behind `expected`, at most `most`.
std::optional<int> take_part(std::string_view& text, char expected, int most) {
  if (!take(text, expected)) return std::nullopt;
  const auto value = take_digits(text, 2);
  return value && *value <= most ? value : std::nullopt;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year) return std::nullopt;
  const auto month = take_part(text, '-', 12);
  if (!month) return std::nullopt;
  const auto day = take_part(text, '-', 31);
  if (!day) return std::nullopt;
  const year_month_day date{std::chrono::year{*year},
                            std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::optional<seconds> take_time(std::string_view& text) {
  const auto hour = take_part(text, 'T', 23);
  if (!hour) return std::nullopt;
  const auto minute = take_part(text, ':', 59);
  if (!minute) return std::nullopt;
  const auto second = take_part(text, ':', 59);
  if (!second) return std::nullopt;
  return hours{*hour} + minutes{*minute} + seconds{*second};
}

/// The milliseconds of `.123456`, or 0 where there is no fraction.
std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return milliseconds{0};
  const auto size = std::min(text.find_first_not_of("0123456789"), text.size());
  if (size == 0) return std::nullopt;
  std::string digits{text.substr(0, std::min<std::size_t>(size, 3))};
  digits.resize(3, '0');
  text.remove_prefix(size);
  std::string_view rest = digits;
  return milliseconds{*take_digits(rest, 3)};
}

}  // namespace

bool is_partial_date(std::string_view text) {
  if (text.size() == 10) return take_date(text).has_value();
  if (!take_digits(text, 4)) return false;
  if (text.empty()) return true;
  const auto month = take_part(text, '-', 12);
  return month && *month >= 1 && text.empty();
}

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
  const auto day = take_date(text);
  return text.empty() ? day : std::nullopt;
}

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) {
  const auto hour = take_digits(text, 2);
  const auto minute = take_part(text, ':', 59);
  if (!hour || *hour > 23 || !minute || !text.empty()) return std::nullopt;
  return hours{*hour} + minutes{*minute};
}

std::string format_day(std::chrono::sys_days day) {
  const year_month_day date{day};
  std::string text = "0000-00-00";
  put_digits(text.data(), int{date.year()}, 4);
  put_digits(text.data() + 5, unsigned{date.month()}, 2);
  put_digits(text.data() + 8, unsigned{date.day()}, 2);
  return text;
}

std::string format_rfc3339(Instant moment) {
  const auto day = floor<days>(moment);
  const std::chrono::hh_mm_ss time{moment - day};
  std::string text = format_day(day) + "T00:00:00.000Z";
  put_digits(text.data() + 11, time.hours().count(), 2);
  put_digits(text.data() + 14, time.minutes().count(), 2);
  put_digits(text.data() + 17, time.seconds().count(), 2);
  put_digits(text.data() + 20, time.subseconds().count(), 3);
  return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  const auto day = take_date(text);
  if (!day) return std::nullopt;
  const auto time = take_time(text);
  if (!time) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction || text != "Z") return std::nullopt;
  return Instant{*day} + *time + *fraction;
}

std::string format_timestamp(Instant moment) {
  std::string text(13, '0');
  put_digits(text.data(), moment.time_since_epoch().count(), 13);
  return text;
}

}  // namespace dailygrind
