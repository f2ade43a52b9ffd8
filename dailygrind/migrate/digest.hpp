#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "platform/store/store.hpp"

namespace dailygrind::migrate {

/// What tells one content of a table from another, in whatever order its items are read: how many
/// there are, and the sum of their SHA-256 (four numbers of 64 bits each, without carry). It finds
/// what was lost, damaged or doubled; it is no proof against somebody who forges items.
class TableDigest {
 public:
  void add(const store::Item& item);

  [[nodiscard]] std::int64_t items() const { return items_; }
  /// 64 hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  bool operator==(const TableDigest&) const = default;

 private:
  std::int64_t items_ = 0;
  std::array<std::uint64_t, 4> sums_{};
};

}  // namespace dailygrind::migrate
