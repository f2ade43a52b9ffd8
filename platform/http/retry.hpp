#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"

/// When a request is tried again.
namespace dailygrind::http {

/// RFC 9110 §5.6.7 in its three forms; nothing for anything else.
[[nodiscard]] std::optional<Instant> parse_http_date(std::string_view text);

/// How long a `Retry-After` (RFC 9110 §10.2.3) asks to wait: seconds, or a date, which is compared
/// with the answer's `Date` where that can be read, else with `now` of the machine's clock. At
/// least a second, at most a day; nothing where it cannot be read.
[[nodiscard]] std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                                    std::string_view date,
                                                                    Instant now);

/// Doubles from `first` with each attempt, counted from 1, up to `most`; drawn between half of that
/// and all of it, so that what failed together does not come back together.
[[nodiscard]] milliseconds backoff(int attempt, milliseconds first, milliseconds most,
                                   Random& random);

}  // namespace dailygrind::http
