#include "platform/http/retry.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace dailygrind::http {
namespace {

using std::chrono::seconds;

constexpr seconds shortest{1};
constexpr seconds longest{std::chrono::hours{24}};

/// Reads a text from the front; once something is not as it must be, nothing is.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  /// A number of exactly `digits` digits.
  int number(std::size_t digits) {
    int value = 0;
    const auto part = take(digits);
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || part.front() == '-' || error != std::errc{} ||
        end != part.data() + part.size()) {
      good_ = false;
    }
    return value;
  }
  void literal(std::string_view expected) {
    if (take(expected.size()) != expected) good_ = false;
  }
  bool next(char expected) { return !rest_.empty() && rest_.front() == expected; }
  /// Which of `names` comes next, from 1.
  template <std::size_t Size>
  unsigned one_of(const std::array<std::string_view, Size>& names) {
    for (unsigned at = 0; at < Size; ++at) {
      if (!rest_.starts_with(names[at])) continue;
      rest_.remove_prefix(names[at].size());
      return at + 1;
    }
    good_ = false;
    return 0;
  }
  [[nodiscard]] bool ended() const { return good_ && rest_.empty(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view take(std::size_t size) {
    const auto part = rest_.substr(0, size);
    rest_.remove_prefix(part.size());
    return part.size() == size ? part : std::string_view{};
  }

  std::string_view rest_;
  bool good_ = true;
};

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
// The long names first: each begins with the short one.
constexpr std::array<std::string_view, 14> days{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    "Sun",    "Mon",    "Tue",     "Wed",       "Thu",      "Fri",    "Sat"};

struct Parts {
  int year = 0;
  unsigned month = 0;
  int day = 0;
  seconds time{};
};

seconds read_time(Reader& reader) {
  const int hour = reader.number(2);
  reader.literal(":");
  const int minute = reader.number(2);
  reader.literal(":");
  const int second = reader.number(2);
  if (hour > 23 || minute > 59 || second > 60) return seconds{-1};
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + seconds{second};
}

/// `06 Nov 1994 08:49:37 GMT`
void read_fixdate(Reader& reader, Parts& parts) {
  parts.day = reader.number(2);
  reader.literal(" ");
  parts.month = reader.one_of(months);
  reader.literal(" ");
  parts.year = reader.number(4);
  reader.literal(" ");
  parts.time = read_time(reader);
  reader.literal(" GMT");
}

/// `06-Nov-94 08:49:37 GMT` of RFC 850; years up to 69 are of this century, as in POSIX.
void read_rfc850(Reader& reader, Parts& parts) {
  parts.day = reader.number(2);
  reader.literal("-");
  parts.month = reader.one_of(months);
  reader.literal("-");
  const int year = reader.number(2);
  parts.year = year + (year < 70 ? 2000 : 1900);
  reader.literal(" ");
  parts.time = read_time(reader);
  reader.literal(" GMT");
}

/// `Nov  6 08:49:37 1994` of C's asctime.
void read_asctime(Reader& reader, Parts& parts) {
  parts.month = reader.one_of(months);
  reader.literal(" ");
  const bool one_digit = reader.next(' ');
  if (one_digit) reader.literal(" ");
  parts.day = reader.number(one_digit ? 1 : 2);
  reader.literal(" ");
  parts.time = read_time(reader);
  reader.literal(" ");
  parts.year = reader.number(4);
}

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text) {
  Reader reader{without_spaces(text)};
  Parts parts;
  const auto day = reader.one_of(days);
  if (!reader.good()) return std::nullopt;
  if (reader.next(' ')) {
    reader.literal(" ");
    read_asctime(reader, parts);
  } else {
    reader.literal(", ");
    day > 7 ? read_fixdate(reader, parts) : read_rfc850(reader, parts);
  }
  const std::chrono::year_month_day date{std::chrono::year{parts.year},
                                         std::chrono::month{parts.month},
                                         std::chrono::day{static_cast<unsigned>(parts.day)}};
  if (!reader.ended() || !date.ok() || parts.time < seconds{0}) return std::nullopt;
  return Instant{std::chrono::sys_days{date}} + parts.time;
}

std::optional<seconds> parse_retry_after(std::string_view value, std::string_view date,
                                         Instant now) {
  value = without_spaces(value);
  if (value.empty()) return std::nullopt;
  if (value.find_first_not_of("0123456789") == std::string_view::npos) {
    std::int64_t count = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), count);
    if (read.ec != std::errc{}) return longest;
    return std::clamp(seconds{std::min(count, std::int64_t{longest.count()})}, shortest, longest);
  }
  const auto until = parse_http_date(value);
  if (!until) return std::nullopt;
  const auto wait = *until - parse_http_date(date).value_or(now);
  return std::clamp(std::chrono::ceil<seconds>(wait), shortest, longest);
}

milliseconds backoff(int attempt, milliseconds first, milliseconds most, Random& random) {
  const int doublings = std::clamp(attempt - 1, 0, 30);
  const auto whole = std::min(most.count(), first.count() << doublings);
  const auto half = static_cast<std::uint64_t>(std::max<std::int64_t>(whole / 2, 1));
  return milliseconds{whole - whole / 2} +
         milliseconds{static_cast<std::int64_t>(random.below(half + 1))};
}

}  // namespace dailygrind::http
