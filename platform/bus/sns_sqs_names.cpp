#include "platform/bus/sns_sqs_names.hpp"

#include <fmt/format.h>

namespace dailygrind::bus::aws_names {

std::string topic_arn(const SnsSqsSettings& settings, const std::string& topic) {
  return fmt::format("arn:aws:sns:{}:{}:{}{}", settings.region, settings.account, settings.prefix,
                     topic);
}

std::string queue_arn(const SnsSqsSettings& settings, const std::string& queue) {
  return fmt::format("arn:aws:sqs:{}:{}:{}{}", settings.region, settings.account, settings.prefix,
                     queue);
}

std::string queue_url(const SnsSqsSettings& settings, const std::string& queue) {
  return fmt::format("{}/{}/{}{}", aws::public_endpoint("sqs", settings.region), settings.account,
                     settings.prefix, queue);
}

std::string dead_letter_queue(const std::string& queue) { return queue + "-dlq"; }

}  // namespace dailygrind::bus::aws_names
