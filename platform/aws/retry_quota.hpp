#pragma once

#include <algorithm>
#include <atomic>

namespace dailygrind::aws {

/// How many retries all calls of a client may still make, so that a service that is down is not
/// asked three times as much. The numbers are those of the SDKs' "standard" mode. Thread-safe.
class RetryQuota {
 public:
  static constexpr int capacity = 500;
  static constexpr int cost = 5;
  static constexpr int cost_after_timeout = 10;

  /// False where nothing is left.
  bool take(int tokens) {
    int left = left_.load();
    do {
      if (left < tokens) return false;
    } while (!left_.compare_exchange_weak(left, left - tokens));
    return true;
  }
  /// After a success: what its last retry cost, or 1 where it had none.
  void give_back(int tokens) {
    int left = left_.load();
    while (!left_.compare_exchange_weak(left, std::min(left + tokens, capacity))) {
    }
  }
  [[nodiscard]] int left() const { return left_.load(); }

 private:
  std::atomic<int> left_{capacity};
};

}  // namespace dailygrind::aws
