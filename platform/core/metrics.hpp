#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dailygrind::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

/// A value that only grows. Lock-free; one cache line, so that two counters never share one.
class alignas(64) Counter {
 public:
  void add(std::uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// A value that goes up and down.
class alignas(64) Gauge {
 public:
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  void add(std::int64_t by) { value_.fetch_add(by, std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

/// Durations in seconds, in fixed buckets from 50 µs to 10 s. Lock-free.
class alignas(64) Histogram {
 public:
  static std::span<const double> bounds();
  void observe(double seconds);
  [[nodiscard]] std::vector<std::uint64_t> counts() const;  ///< per bucket, the last is +Inf
  [[nodiscard]] double sum() const;

 private:
  static constexpr std::size_t size = 18;
  std::atomic<std::uint64_t> counts_[size]{};
  std::atomic<std::uint64_t> sum_nanoseconds_{0};
};

/// Owns every metric of a program. Registering takes a lock, so do it at start-up and keep the
/// reference, which stays valid as long as the registry. The same name and labels give the same
/// metric; the same name as another type, or a name or label that Prometheus does not allow, is a
/// defect: std::logic_error. Names follow the Prometheus conventions
/// (`dailygrind_http_requests_total`).
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  Counter& counter(const std::string& name, const std::string& help, Labels labels = {});
  Gauge& gauge(const std::string& name, const std::string& help, Labels labels = {});
  Histogram& histogram(const std::string& name, const std::string& help, Labels labels = {});
  /// `read` is called at each scrape, from the scraping thread, under the registry's lock; it must
  /// not register. A counter where the name ends with `_total`, else a gauge. The same name and
  /// labels twice are a defect: std::logic_error.
  void sampled(const std::string& name, const std::string& help, std::function<double()> read,
               Labels labels = {});
  /// The Prometheus text exposition format 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dailygrind::metrics
