#include "platform/bus/sns_topic.hpp"

#include <fmt/format.h>
#include <charconv>

#include <pugixml.hpp>

#include "platform/bus/batch_retry.hpp"
#include "platform/bus/sns_sqs_names.hpp"
#include "platform/bus/sqs_message.hpp"
#include "platform/core/encoding.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::bus::sns {
namespace {

using sqs::Failures;
using sqs::OutgoingMessage;

void add_entry(Parameters& parameters, std::size_t place, std::size_t index,
               const OutgoingMessage& message) {
  const auto entry = fmt::format("PublishBatchRequestEntries.member.{}.", place);
  parameters.emplace_back(entry + "Id", std::to_string(index));
  parameters.emplace_back(entry + "Message", message.body);
  std::size_t number = 0;
  for (const auto& attribute : message.attributes) {
    const auto name = fmt::format("{}MessageAttributes.entry.{}.", entry, ++number);
    parameters.emplace_back(name + "Name", attribute.name);
    parameters.emplace_back(name + "Value.DataType", attribute.type);
    parameters.emplace_back(name + "Value.StringValue", attribute.value);
  }
}

Failures failures_in(const std::string& body) {
  pugi::xml_document document;
  if (!document.load_buffer(body.data(), body.size(), pugi::parse_default, pugi::encoding_utf8)) {
    throw Problem::unavailable("SNS answered no XML");
  }
  Failures failures;
  for (const auto& member :
       document.document_element().child("PublishBatchResult").child("Failed").children("member")) {
    const std::string_view id = member.child_value("Id");
    std::size_t index = 0;
    std::from_chars(id.data(), id.data() + id.size(), index);
    failures.entries.push_back(index);
    failures.cause =
        fmt::format("sns: {}: {}", member.child_value("Code"), member.child_value("Message"));
  }
  return failures;
}

Task<> publish_batch(aws::Client& sns, Random& random, const SnsSqsSettings& settings,
                     std::string topic, std::span<const OutgoingMessage> messages) {
  const auto send = [&](std::vector<std::size_t> indices) -> Task<Failures> {
    const auto arn = aws_names::topic_arn(settings, topic);
    Parameters parameters{{"TopicArn", arn}};
    for (std::size_t place = 0; place < indices.size(); ++place) {
      add_entry(parameters, place + 1, indices[place], messages[indices[place]]);
    }
    auto request = request_of("PublishBatch", parameters);
    request.resource = arn;
    const auto answer = co_await sqs::ask(sns, std::move(request));
    co_return failures_in(answer.body);
  };
  co_await sqs::send_until_done(messages.size(), send, random, settings);
}

}  // namespace

aws::Request request_of(std::string action, const Parameters& parameters) {
  auto body = fmt::format("Action={}&Version=2010-03-31", action);
  for (const auto& [name, value] : parameters) {
    body += fmt::format("&{}={}", percent_encode(name), percent_encode(value));
  }
  aws::Request request{.operation = std::move(action), .body = std::move(body)};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  return request;
}

Task<> publish(aws::Client& sns, Random& random, const SnsSqsSettings& settings, std::string topic,
               std::vector<Event> events) {
  std::vector<OutgoingMessage> messages;
  std::vector<std::size_t> sizes;
  for (const auto& event : events) {
    messages.push_back(sqs::message_of(event));
    sizes.push_back(messages.back().size());
  }
  std::size_t begin = 0;
  for (const auto end : sqs::batch_ends(sizes)) {
    co_await publish_batch(sns, random, settings, topic,
                           std::span{messages}.subspan(begin, end - begin));
    begin = end;
  }
}

}  // namespace dailygrind::bus::sns
