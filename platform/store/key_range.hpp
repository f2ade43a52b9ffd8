#pragma once

#include <optional>
#include <string>

#include "platform/store/store.hpp"

namespace dailygrind::store {

/// A query's bounds folded into one half-open range of sort keys.
struct KeyRange {
  std::string lower;                 ///< inclusive; "" is no bound
  std::optional<std::string> upper;  ///< exclusive; nothing is no bound
};
[[nodiscard]] KeyRange range_of(const Query& query);

}  // namespace dailygrind::store
