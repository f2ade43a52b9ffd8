#pragma once

#include <atomic>
#include <chrono>

namespace dailygrind {

using std::chrono::milliseconds;

/// A moment of application time: milliseconds since the Unix epoch, UTC.
using Instant = std::chrono::sys_time<milliseconds>;

/// The only source of application time. Thread-safe, never throws.
/// Signatures, TLS and tokens of others use the system clock instead, so that moving application
/// time in a test does not break them.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// A clock that tests move: the system's time plus an offset, or one frozen moment.
class AdjustableClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  /// Stops the clock at `moment`; `advance` then moves it.
  void freeze(Instant moment);
  /// Lets it run on from `moment` at the system's pace.
  void set(Instant moment);
  void advance(milliseconds by);
  /// Back to the system's time.
  void reset();

 private:
  std::atomic<std::int64_t> offset_{0};
  std::atomic<std::int64_t> frozen_{-1};
};

}  // namespace dailygrind
