#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/core/clock.hpp"

namespace dailygrind {

/// True for a name of the IANA time zone database that this machine knows, such as
/// "Europe/Berlin". Thread-safe.
bool is_time_zone(std::string_view name);

/// The local calendar date `YYYY-MM-DD` of `now` in `zone`; UTC where the zone is unknown.
/// Thread-safe; remembers each zone's day until its next midnight, so that repeated calls are one
/// look-up in a per-thread table.
std::string local_day(Instant now, const std::string& zone);

/// The first moment of the local `day` at which the clocks of `zone` show `time` (since midnight,
/// less than a day) or later: where they are put forward over that time, the moment of the change,
/// or the last minute of the day where the change ends it; where they show it twice, the first. UTC
/// where the zone is unknown. Thread-safe.
Instant first_moment(std::chrono::sys_days day, std::chrono::minutes time, const std::string& zone);

/// True for `YYYY`, `YYYY-MM` or `YYYY-MM-DD` that exists in the proleptic Gregorian calendar.
bool is_partial_date(std::string_view text);

/// Nothing unless `text` is a day `YYYY-MM-DD` that exists.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);
/// Minutes since midnight; nothing unless `text` is a time of day `HH:MM`.
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);
/// `YYYY-MM-DD`, for the years 0 to 9999.
std::string format_day(std::chrono::sys_days day);

/// `2026-11-23T12:00:00.000Z` (RFC 3339).
std::string format_rfc3339(Instant moment);
/// Nothing unless `text` is RFC 3339 in UTC ("Z") with or without a fraction, of which what is
/// below a millisecond is cut off. A leap second (":60") is nothing too.
std::optional<Instant> parse_rfc3339(std::string_view text);
/// Milliseconds since the epoch as 13 digits: the `timestamp` of the REST contract. `moment` must
/// not lie before the epoch.
std::string format_timestamp(Instant moment);

}  // namespace dailygrind
