#pragma once

#include <cstddef>
#include <cstdint>

namespace dailygrind::webpush {

/// Bounds of the number of requests that one push service is given at the same time.
struct ConcurrencyBounds {
  std::size_t first = 32;
  std::size_t least = 1;
  std::size_t most = 256;
};

/// That number, found by trying (AIMD, as TCP does): one more for each answer until the service
/// pushes back for the first time, from then on one more for each round of answers; half at each
/// push back. What was under way when the number was halved cannot halve it again.
class Concurrency {
 public:
  explicit Concurrency(ConcurrencyBounds bounds)
      : bounds_(bounds), limit_(static_cast<double>(bounds.first)) {}

  [[nodiscard]] std::size_t limit() const { return static_cast<std::size_t>(limit_); }
  /// To be kept with a request when it starts, and given back with what became of it.
  [[nodiscard]] std::uint64_t round() const { return round_; }

  /// An answer came in time. `full`: there were as many as allowed, so that the limit was tested.
  void answered(bool full);
  /// Too many requests, or no answer in time.
  void pushed_back(std::uint64_t round);

 private:
  ConcurrencyBounds bounds_;
  double limit_;
  bool steep_ = true;
  std::uint64_t round_ = 0;
};

}  // namespace dailygrind::webpush
