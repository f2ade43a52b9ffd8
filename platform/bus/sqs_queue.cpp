#include "platform/bus/sqs_queue.hpp"

#include <algorithm>
#include <array>

#include "platform/aws/json_protocol.hpp"
#include "platform/bus/batch_retry.hpp"
#include "platform/bus/sns_sqs_names.hpp"
#include "platform/bus/sqs_json.hpp"

namespace dailygrind::bus::sqs {
namespace {

namespace json = boost::json;
using namespace std::string_view_literals;

constexpr std::chrono::seconds longest_wait{20};
constexpr std::string_view send_operation = "SendMessageBatch";
/// What an entry of a batch without a body takes; ten of them are far below the limit.
constexpr std::size_t size_of_receipt = 1'000;

/// What SQS says of a receipt that is not, or no longer, one of a message in flight. By the names
/// of its JSON protocol and of the one before.
constexpr std::array void_receipts{"ReceiptHandleIsInvalid"sv, "InvalidParameterValue"sv,
                                   "MessageNotInflight"sv,
                                   "AWS.SimpleQueueService.MessageNotInflight"sv};

json::object attributes_of(const OutgoingMessage& message) {
  json::object attributes;
  for (const auto& attribute : message.attributes) {
    attributes[attribute.name] = {{"DataType", attribute.type}, {"StringValue", attribute.value}};
  }
  return attributes;
}

json::array entries_of(const std::vector<std::string>& receipts) {
  json::array entries;
  for (const auto& receipt : receipts) {
    if (!receipt.empty()) entries.push_back({{"ReceiptHandle", receipt}});
  }
  return entries;
}

Failures failures_in(const json::object& answer, bool of_receipts) {
  Failures failures;
  for (const auto& each : array_in(answer, "Failed")) {
    if (!each.is_object()) continue;
    const auto& failed = each.get_object();
    const std::string code{text_in(failed, "Code")};
    const bool is_void = std::ranges::find(void_receipts, code) != void_receipts.end();
    if (of_receipts && is_void) continue;
    failures.entries.push_back(number_in<std::size_t>(failed, "Id"));
    failures.cause = "sqs: " + code + ": " + std::string{text_in(failed, "Message")};
  }
  return failures;
}

json::array chosen(const json::array& entries, const std::vector<std::size_t>& indices) {
  json::array some;
  for (const auto index : indices) {
    auto entry = entries.at(index).as_object();
    entry["Id"] = std::to_string(index);
    some.emplace_back(std::move(entry));
  }
  return some;
}

}  // namespace

aws::Request request_of(std::string operation, const json::object& document) {
  return aws::json_request("AmazonSQS", std::move(operation), document);
}

Queue::Queue(aws::Client& sqs, Random& random, const SnsSqsSettings& settings,
             const std::string& name)
    : sqs_(sqs), random_(random), settings_(settings), url_(aws_names::queue_url(settings, name)) {}

Task<aws::JsonDocument> Queue::call(std::string operation, json::object request,
                                    std::chrono::seconds wait) {
  request["QueueUrl"] = url_;
  auto wire = request_of(std::move(operation), request);
  wire.resource = url_;
  wire.timeout += wait;
  const auto answer = co_await ask(sqs_, std::move(wire));
  if (answer.body.empty()) co_return aws::JsonDocument{};
  co_return aws::JsonDocument::of(answer, "SQS");
}

Task<> Queue::call_batch(std::string operation, json::array entries) {
  const bool of_receipts = operation != send_operation;
  const auto send = [&](std::vector<std::size_t> indices) -> Task<Failures> {
    json::object request{{"Entries", chosen(entries, indices)}};
    co_return failures_in(*co_await call(operation, std::move(request)), of_receipts);
  };
  co_await send_until_done(entries.size(), send, random_, settings_);
}

Task<> Queue::call_batches(std::string operation, json::array entries,
                           std::vector<std::size_t> sizes) {
  std::size_t begin = 0;
  for (const auto end : batch_ends(sizes)) {
    json::array some;
    while (begin < end) some.push_back(std::move(entries.at(begin++)));
    co_await call_batch(operation, std::move(some));
  }
}

Task<std::vector<ReceivedMessage>> Queue::receive(std::size_t max, std::chrono::seconds wait,
                                                  std::chrono::seconds visibility) {
  wait = std::min(wait, longest_wait);
  const auto answer =
      co_await call("ReceiveMessage",
                    {{"MaxNumberOfMessages", std::clamp<std::size_t>(max, 1, most_entries)},
                     {"WaitTimeSeconds", wait.count()},
                     {"VisibilityTimeout", visibility.count()},
                     {"MessageSystemAttributeNames", {"ApproximateReceiveCount", "SentTimestamp"}},
                     {"MessageAttributeNames", json::array{"All"}}},
                    wait);
  std::vector<ReceivedMessage> messages;
  for (const auto& message : array_in(*answer, "Messages")) {
    if (message.is_object()) messages.push_back(read_message(message.get_object()));
  }
  co_return messages;
}

Task<> Queue::send(std::vector<OutgoingMessage> messages) {
  json::array entries;
  std::vector<std::size_t> sizes;
  for (const auto& message : messages) {
    sizes.push_back(message.size());
    entries.push_back(
        {{"MessageBody", message.body}, {"MessageAttributes", attributes_of(message)}});
  }
  co_await call_batches(std::string{send_operation}, std::move(entries), std::move(sizes));
}

Task<> Queue::remove(std::vector<std::string> receipts) {
  auto entries = entries_of(receipts);
  std::vector<std::size_t> sizes(entries.size(), size_of_receipt);
  co_await call_batches("DeleteMessageBatch", std::move(entries), std::move(sizes));
}

Task<> Queue::set_visibility(std::vector<std::string> receipts, std::chrono::seconds visibility) {
  auto entries = entries_of(receipts);
  for (auto& entry : entries) entry.as_object()["VisibilityTimeout"] = visibility.count();
  std::vector<std::size_t> sizes(entries.size(), size_of_receipt);
  co_await call_batches("ChangeMessageVisibilityBatch", std::move(entries), std::move(sizes));
}

Task<Counts> Queue::counts() {
  const auto answer = co_await call(
      "GetQueueAttributes", {{"AttributeNames",
                              {"ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed",
                               "ApproximateNumberOfMessagesNotVisible"}}});
  const auto& attributes = object_in(*answer, "Attributes");
  co_return Counts{
      .visible = number_in<std::size_t>(attributes, "ApproximateNumberOfMessages"),
      .delayed = number_in<std::size_t>(attributes, "ApproximateNumberOfMessagesDelayed"),
      .in_flight = number_in<std::size_t>(attributes, "ApproximateNumberOfMessagesNotVisible")};
}

}  // namespace dailygrind::bus::sqs
