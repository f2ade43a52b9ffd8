#include "platform/store/key_range.hpp"

#include <algorithm>

namespace dailygrind::store {
namespace {

std::optional<std::string> after_every_key_with(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

}  // namespace

KeyRange range_of(const Query& query) {
  KeyRange range{std::max(query.prefix, query.from), after_every_key_with(query.prefix)};
  const auto lower_to = [&](const std::string& bound) {
    if (!range.upper || bound < *range.upper) range.upper = bound;
  };
  if (!query.to.empty()) lower_to(query.to);
  if (query.after.empty()) return range;
  if (query.backward) {
    lower_to(query.after);
  } else {
    // The smallest string that is greater than `after`.
    range.lower = std::max(range.lower, query.after + '\0');
  }
  return range;
}

}  // namespace dailygrind::store
