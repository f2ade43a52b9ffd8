#include "platform/webpush/concurrency.hpp"

#include <algorithm>

namespace dailygrind::webpush {

void Concurrency::answered(bool full) {
  if (!full) return;
  limit_ = std::min(static_cast<double>(bounds_.most), limit_ + (steep_ ? 1.0 : 1.0 / limit_));
}

void Concurrency::pushed_back(std::uint64_t round) {
  steep_ = false;
  if (round != round_) return;
  ++round_;
  limit_ = std::max(static_cast<double>(bounds_.least), limit_ / 2);
}

}  // namespace dailygrind::webpush
