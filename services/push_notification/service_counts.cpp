#include "services/push_notification/service_counts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/webpush/sender.hpp"

namespace dailygrind::push {
namespace {

struct Counter {
  std::string_view name;
  std::int64_t ServiceCount::* count;
};
constexpr std::array counters{
    Counter{"sent", &ServiceCount::sent}, Counter{"gone", &ServiceCount::gone},
    Counter{"throttled", &ServiceCount::throttled}, Counter{"failed", &ServiceCount::failed}};

}  // namespace

std::string service_of(const std::string& endpoint) {
  return webpush::origin_of(endpoint).value_or(other_services);
}

ServiceCount& count_of(std::vector<ServiceCount>& counts, const std::string& service) {
  const auto known = std::ranges::find(counts, service, &ServiceCount::service);
  if (known != counts.end()) return *known;
  const bool full = counts.size() >= most_services;
  if (full && service != other_services) return count_of(counts, other_services);
  return counts.emplace_back(ServiceCount{.service = service});
}

void merge(std::vector<ServiceCount>& counts, const std::vector<ServiceCount>& more) {
  for (const auto& each : more) {
    auto& count = count_of(counts, each.service);
    for (const auto& [name, member] : counters) count.*member += each.*member;
  }
}

store::Attributes to_counters(const std::vector<ServiceCount>& counts) {
  store::Attributes attributes;
  for (const auto& count : counts) {
    for (const auto& [name, member] : counters) {
      if (count.*member != 0) {
        attributes.set(std::string{name} + '@' + count.service, count.*member);
      }
    }
  }
  return attributes;
}

std::vector<ServiceCount> from_counters(const store::Attributes& attributes) {
  std::vector<ServiceCount> counts;
  for (const auto& [key, value] : attributes) {
    for (const auto& [name, member] : counters) {
      const bool ours =
          key.size() > name.size() && key.starts_with(name) && key[name.size()] == '@';
      if (ours) count_of(counts, key.substr(name.size() + 1)).*member += attributes.number(key);
    }
  }
  return counts;
}

}  // namespace dailygrind::push
