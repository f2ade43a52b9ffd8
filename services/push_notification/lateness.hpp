#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/store/store.hpp"

namespace dailygrind::push {

/// How late messages were, in buckets that grow by a quarter from 1 ms to beyond a week, so that
/// the figures of many shards add up.
class Lateness {
 public:
  Lateness() : counts_(buckets) {}
  /// Reads what `text` wrote; other text counts nothing.
  explicit Lateness(std::string_view text);

  void observe(milliseconds late);
  void add(const Lateness& other);
  /// The upper bound of the bucket in which that part (0 to 1) of all messages ends; 0 where there
  /// are none.
  [[nodiscard]] std::int64_t percentile(double part) const;
  /// Counts separated by commas, without the zeros at the end.
  [[nodiscard]] std::string text() const;
  /// The counts that are not zero as numbers of one item, to which several writers can add:
  /// "late@<bucket>".
  [[nodiscard]] store::Attributes counters() const;
  /// Adds what `counters` wrote; ignores all other attributes.
  void add_counters(const store::Attributes& attributes);

 private:
  static constexpr std::size_t buckets = 96;
  std::vector<std::int64_t> counts_;
};

}  // namespace dailygrind::push
