#pragma once

#include <string>
#include <vector>

#include "platform/store/store.hpp"
#include "services/push_notification/contract.hpp"

/// Counts by push service.
namespace dailygrind::push {

/// Beyond it push services are counted together, because anybody may name any host.
inline constexpr std::size_t most_services = 20;
inline constexpr auto other_services = "other";

/// What the push service of an endpoint is called.
std::string service_of(const std::string& endpoint);
/// The counts of a service, made where there are none.
ServiceCount& count_of(std::vector<ServiceCount>& counts, const std::string& service);
void merge(std::vector<ServiceCount>& counts, const std::vector<ServiceCount>& more);

/// As numbers of one item, to which several writers can add: "sent@https://push.example.org".
store::Attributes to_counters(const std::vector<ServiceCount>& counts);
/// Ignores all other attributes.
std::vector<ServiceCount> from_counters(const store::Attributes& attributes);

}  // namespace dailygrind::push
