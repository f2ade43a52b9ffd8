#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "platform/aws/json_protocol.hpp"
#include "platform/bus/sns_sqs_bus.hpp"
#include "platform/bus/sqs_message.hpp"

namespace dailygrind::bus::sqs {

/// Approximately, as SQS counts.
struct Counts {
  std::size_t visible = 0;
  std::size_t delayed = 0;
  std::size_t in_flight = 0;
};

/// A request of SQS's API.
[[nodiscard]] aws::Request request_of(std::string operation, const boost::json::object& document);

/// The calls of SQS on one queue, in its JSON protocol. Thread-safe. All calls throw
/// Problem::unavailable; a receipt that SQS does not know, or no longer, is ignored. What is passed
/// must outlive it.
class Queue {
 public:
  /// `name` as the topology has it, or that of a dead-letter queue.
  Queue(aws::Client& sqs, Random& random, const SnsSqsSettings& settings, const std::string& name);

  /// At most `max` and 10; waits up to `wait`, at most 20 s, for the first.
  Task<std::vector<ReceivedMessage>> receive(std::size_t max, std::chrono::seconds wait,
                                             std::chrono::seconds visibility);
  Task<> send(std::vector<OutgoingMessage> messages);
  Task<> remove(std::vector<std::string> receipts);
  Task<> set_visibility(std::vector<std::string> receipts, std::chrono::seconds visibility);
  Task<Counts> counts();

 private:
  Task<aws::JsonDocument> call(std::string operation, boost::json::object request,
                               std::chrono::seconds wait = {});
  /// Entries without their ids, at most ten.
  Task<> call_batch(std::string operation, boost::json::array entries);
  Task<> call_batches(std::string operation, boost::json::array entries,
                      std::vector<std::size_t> sizes);

  aws::Client& sqs_;
  Random& random_;
  const SnsSqsSettings& settings_;
  std::string url_;
};

}  // namespace dailygrind::bus::sqs
