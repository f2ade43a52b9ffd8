#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "platform/bus/batch_retry.hpp"
#include "platform/bus/rules.hpp"
#include "platform/bus/sns_sqs_bus.hpp"
#include "platform/bus/sns_sqs_names.hpp"
#include "platform/bus/sns_topic.hpp"
#include "platform/bus/sqs_queue.hpp"

namespace dailygrind::bus {
namespace {

namespace json = boost::json;

/// The longest that SQS keeps messages: 14 days, in seconds.
constexpr std::string_view retention = "1209600";

Task<> create_queue(aws::Client& sqs, std::string name, json::object attributes) {
  attributes["MessageRetentionPeriod"] = retention;
  const json::object request{{"QueueName", name}, {"Attributes", std::move(attributes)}};
  co_await sqs::ask(sqs, sqs::request_of("CreateQueue", request));
}

void add_once(json::array& texts, std::string_view text) {
  const auto same = [&](const json::value& each) { return each.as_string() == text; };
  if (std::ranges::none_of(texts, same)) texts.emplace_back(text);
}

/// SNS may send what these topics publish, and nobody else.
std::string policy_for(const SnsSqsSettings& settings, const std::string& queue) {
  json::array topics;
  for (const auto& subscription : settings.topology) {
    if (subscription.queue == queue) {
      add_once(topics, aws_names::topic_arn(settings, subscription.topic));
    }
  }
  return json::serialize(json::object{
      {"Version", "2012-10-17"},
      {"Statement",
       {json::object{{"Effect", "Allow"},
                     {"Principal", {{"Service", "sns.amazonaws.com"}}},
                     {"Action", "sqs:SendMessage"},
                     {"Resource", aws_names::queue_arn(settings, queue)},
                     {"Condition", {{"ArnEquals", {{"aws:SourceArn", std::move(topics)}}}}}}}}});
}

std::string redrive_policy_of(const SnsSqsSettings& settings, const std::string& queue) {
  return json::serialize(json::object{
      {"deadLetterTargetArn", aws_names::queue_arn(settings, aws_names::dead_letter_queue(queue))},
      {"maxReceiveCount", settings.queues.max_attempts}});
}

/// "" where the queue gets all types.
std::string filter_policy_of(const SnsSqsSettings& settings, const std::string& topic,
                             const std::string& queue) {
  json::array types;
  for (const auto& subscription : settings.topology) {
    if (subscription.topic != topic || subscription.queue != queue) continue;
    if (subscription.types.empty()) return "";
    for (const auto& type : subscription.types) add_once(types, type);
  }
  return json::serialize(json::object{{"type", std::move(types)}});
}

Task<> subscribe(aws::Client& sns, const SnsSqsSettings& settings, std::string topic,
                 std::string queue) {
  sns::Parameters parameters{{"TopicArn", aws_names::topic_arn(settings, topic)},
                             {"Protocol", "sqs"},
                             {"Endpoint", aws_names::queue_arn(settings, queue)},
                             {"Attributes.entry.1.key", "RawMessageDelivery"},
                             {"Attributes.entry.1.value", "true"}};
  if (auto filter = filter_policy_of(settings, topic, queue); !filter.empty()) {
    parameters.emplace_back("Attributes.entry.2.key", "FilterPolicy");
    parameters.emplace_back("Attributes.entry.2.value", std::move(filter));
  }
  co_await sqs::ask(sns, sns::request_of("Subscribe", parameters));
}

Task<> create_topic(aws::Client& sns, std::string name) {
  const sns::Parameters parameters{{"Name", std::move(name)}};
  co_await sqs::ask(sns, sns::request_of("CreateTopic", parameters));
}

}  // namespace

Task<> make_missing_queues(SnsSqsClients clients, SnsSqsSettings settings) {
  for (const auto& queue : Routes{settings.topology}.queues()) {
    co_await create_queue(clients.sqs, settings.prefix + aws_names::dead_letter_queue(queue), {});
    json::object attributes{{"RedrivePolicy", redrive_policy_of(settings, queue)},
                            {"Policy", policy_for(settings, queue)}};
    co_await create_queue(clients.sqs, settings.prefix + queue, std::move(attributes));
  }
  std::set<std::string> topics;
  std::set<std::pair<std::string, std::string>> subscriptions;
  for (const auto& subscription : settings.topology) {
    if (topics.insert(subscription.topic).second) {
      co_await create_topic(clients.sns, settings.prefix + subscription.topic);
    }
    if (subscriptions.emplace(subscription.topic, subscription.queue).second) {
      co_await subscribe(clients.sns, settings, subscription.topic, subscription.queue);
    }
  }
}

}  // namespace dailygrind::bus
