#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/bus/sns_sqs_bus.hpp"

namespace dailygrind::bus::sns {

/// Of a request in the Query protocol that SNS speaks.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// `Action`, with the version of the API.
[[nodiscard]] aws::Request request_of(std::string action, const Parameters& parameters);

/// Publishes events of one topic, ten at a time. Throws Problem::unavailable; then some may have
/// been published.
Task<> publish(aws::Client& sns, Random& random, const SnsSqsSettings& settings, std::string topic,
               std::vector<Event> events);

}  // namespace dailygrind::bus::sns
