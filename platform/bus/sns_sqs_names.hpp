#pragma once

#include <string>

#include "platform/bus/sns_sqs_bus.hpp"

namespace dailygrind::bus::aws_names {

std::string topic_arn(const SnsSqsSettings& settings, const std::string& topic);
std::string queue_arn(const SnsSqsSettings& settings, const std::string& queue);
/// As SQS takes it also at another endpoint than its public one: it looks at account and name.
std::string queue_url(const SnsSqsSettings& settings, const std::string& queue);

/// Of the queue where the dead letters of `queue` lie.
std::string dead_letter_queue(const std::string& queue);

}  // namespace dailygrind::bus::aws_names
