#include "services/push_notification/lateness.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace dailygrind::push {
namespace {

constexpr double growth = 1.25;
constexpr std::string_view counter_prefix = "late@";

}  // namespace

Lateness::Lateness(std::string_view text) : Lateness() {
  for (auto& count : counts_) {
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || stop == end) return;
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()) + 1);
  }
}

void Lateness::observe(milliseconds late) {
  const auto value = std::max<double>(1, static_cast<double>(late.count()));
  const auto bucket = static_cast<std::size_t>(std::ceil(std::log(value) / std::log(growth)));
  ++counts_[std::min(bucket, buckets - 1)];
}

void Lateness::add(const Lateness& other) {
  std::ranges::transform(counts_, other.counts_, counts_.begin(), std::plus{});
}

std::int64_t Lateness::percentile(double part) const {
  const auto all = std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
  if (all == 0) return 0;
  const auto wanted = static_cast<std::int64_t>(std::ceil(part * static_cast<double>(all)));
  std::int64_t seen = 0;
  std::size_t bucket = 0;
  while (bucket + 1 < buckets && (seen += counts_[bucket]) < wanted) ++bucket;
  return std::llround(std::pow(growth, static_cast<double>(bucket)));
}

std::vector<std::pair<std::string, std::int64_t>> Lateness::counters() const {
  std::vector<std::pair<std::string, std::int64_t>> counters;
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    if (counts_[bucket] == 0) continue;
    counters.emplace_back(std::string{counter_prefix} + std::to_string(bucket), counts_[bucket]);
  }
  return counters;
}

void Lateness::add_counter(std::string_view name, std::int64_t count) {
  if (!name.starts_with(counter_prefix)) return;
  name.remove_prefix(counter_prefix.size());
  std::size_t bucket = buckets;
  std::from_chars(name.data(), name.data() + name.size(), bucket);
  if (bucket < buckets) counts_[bucket] += count;
}

std::string Lateness::text() const {
  const auto used = std::find_if(counts_.rbegin(), counts_.rend(), [](auto n) { return n != 0; });
  std::string text;
  for (auto count = counts_.begin(); count != used.base(); ++count) {
    if (!text.empty()) text += ',';
    text += std::to_string(*count);
  }
  return text;
}

}  // namespace dailygrind::push
