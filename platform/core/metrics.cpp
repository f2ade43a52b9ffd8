#include "platform/core/metrics.hpp"

#include <prometheus/check_names.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <variant>

namespace dailygrind::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricType;

constexpr std::array bucket_bounds{50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3,
                                   50e-3, 100e-3, 250e-3, 500e-3, 1.0,  2.5,    5.0,  10.0};

using Sample = std::function<double()>;
using Metric = std::variant<std::unique_ptr<Counter>, std::unique_ptr<Gauge>,
                            std::unique_ptr<Histogram>, Sample>;

struct Family {
  std::string help;
  MetricType type;
  std::map<Labels, Metric> metrics;
};

ClientMetric::Histogram read(const Histogram& histogram) {
  ClientMetric::Histogram result;
  const auto counts = histogram.counts();
  for (std::size_t at = 0; at < counts.size(); ++at) {
    result.sample_count += counts[at];
    result.bucket.push_back({result.sample_count, at < bucket_bounds.size()
                                                      ? bucket_bounds[at]
                                                      : std::numeric_limits<double>::infinity()});
  }
  result.sample_sum = histogram.sum();
  return result;
}

ClientMetric read(const Metric& metric, MetricType type) {
  ClientMetric result;
  if (const auto* histogram = std::get_if<std::unique_ptr<Histogram>>(&metric)) {
    result.histogram = read(**histogram);
    return result;
  }
  double value = 0;
  if (const auto* counter = std::get_if<std::unique_ptr<Counter>>(&metric)) {
    value = static_cast<double>((*counter)->value());
  } else if (const auto* gauge = std::get_if<std::unique_ptr<Gauge>>(&metric)) {
    value = static_cast<double>((*gauge)->value());
  } else {
    value = std::get<Sample>(metric)();
  }
  (type == MetricType::Counter ? result.counter.value : result.gauge.value) = value;
  return result;
}

prometheus::MetricFamily read(const std::string& name, const Family& family) {
  prometheus::MetricFamily result{name, family.help, family.type, {}};
  for (const auto& [labels, metric] : family.metrics) {
    auto& line = result.metric.emplace_back(read(metric, family.type));
    for (const auto& [label, value] : labels) line.label.push_back({label, value});
  }
  return result;
}

void check_names(const std::string& name, const Labels& labels, MetricType type) {
  const std::string_view reserved = type == MetricType::Histogram ? "le" : "";
  bool good = prometheus::CheckMetricName(name);
  for (const auto& [label, value] : labels) {
    good = good && prometheus::CheckLabelName(label) && label != reserved;
  }
  if (!good) throw std::logic_error{"no good name of a metric or of a label: " + name};
}

}  // namespace

std::span<const double> Histogram::bounds() { return bucket_bounds; }

void Histogram::observe(double seconds) {
  static_assert(size == bucket_bounds.size() + 1);
  const auto bucket = std::ranges::lower_bound(bucket_bounds, seconds) - bucket_bounds.begin();
  counts_[bucket].fetch_add(1, std::memory_order_relaxed);
  const auto nanoseconds = static_cast<std::uint64_t>(std::llround(std::max(seconds, 0.0) * 1e9));
  sum_nanoseconds_.fetch_add(nanoseconds, std::memory_order_relaxed);
}

std::vector<std::uint64_t> Histogram::counts() const {
  std::vector<std::uint64_t> counts;
  counts.reserve(size);
  for (const auto& count : counts_) counts.push_back(count.load(std::memory_order_relaxed));
  return counts;
}

double Histogram::sum() const {
  return static_cast<double>(sum_nanoseconds_.load(std::memory_order_relaxed)) / 1e9;
}

struct Registry::State {
  mutable std::mutex mutex;
  std::map<std::string, Family> families;

  /// The metric of that name and labels, `made` where there was none.
  Metric& metric(const std::string& name, const std::string& help, MetricType type, Labels labels,
                 Metric made) {
    check_names(name, labels, type);
    const auto kind = made.index();
    const bool sampled = std::holds_alternative<Sample>(made);
    const std::lock_guard lock{mutex};
    auto& family = families.try_emplace(name, Family{help, type, {}}).first->second;
    if (family.type != type) throw std::logic_error{name + " is registered as another type"};
    const auto [entry, fresh] = family.metrics.try_emplace(std::move(labels), std::move(made));
    if (!fresh && (sampled || entry->second.index() != kind)) {
      throw std::logic_error{name + " is registered twice"};
    }
    return entry->second;
  }
};

Registry::Registry() : state_(std::make_unique<State>()) {}
Registry::~Registry() = default;

Counter& Registry::counter(const std::string& name, const std::string& help, Labels labels) {
  return *std::get<std::unique_ptr<Counter>>(state_->metric(
      name, help, MetricType::Counter, std::move(labels), std::make_unique<Counter>()));
}

Gauge& Registry::gauge(const std::string& name, const std::string& help, Labels labels) {
  return *std::get<std::unique_ptr<Gauge>>(
      state_->metric(name, help, MetricType::Gauge, std::move(labels), std::make_unique<Gauge>()));
}

Histogram& Registry::histogram(const std::string& name, const std::string& help, Labels labels) {
  return *std::get<std::unique_ptr<Histogram>>(state_->metric(
      name, help, MetricType::Histogram, std::move(labels), std::make_unique<Histogram>()));
}

void Registry::sampled(const std::string& name, const std::string& help,
                       std::function<double()> read, Labels labels) {
  const auto type = name.ends_with("_total") ? MetricType::Counter : MetricType::Gauge;
  state_->metric(name, help, type, std::move(labels), std::move(read));
}

std::string Registry::text() const {
  std::vector<prometheus::MetricFamily> families;
  {
    const std::lock_guard lock{state_->mutex};
    families.reserve(state_->families.size());
    for (const auto& [name, family] : state_->families) families.push_back(read(name, family));
  }
  std::ostringstream out;
  prometheus::TextSerializer{}.Serialize(out, families);
  return std::move(out).str();
}

}  // namespace dailygrind::metrics
