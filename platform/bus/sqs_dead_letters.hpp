#pragma once

#include <string>
#include <vector>

#include "platform/bus/sqs_queue.hpp"

namespace dailygrind::bus::sqs {

/// The dead-letter queue of a queue. SQS cannot be asked what lies there: it is received, looked
/// at, and put back. Two who look at the same time see a part each.
class DeadLetters {
 public:
  DeadLetters(Queue& alive, Queue& dead, const QueueSettings& settings)
      : alive_(alive), dead_(dead), settings_(settings) {}

  Task<> add(Bus::DeadLetter letter);
  Task<std::vector<Bus::DeadLetter>> list(std::string after, std::size_t limit);
  Task<std::size_t> replay(std::string event_id);

 private:
  struct Found {
    Bus::DeadLetter letter;
    std::vector<std::string> receipts;  ///< the first is that of `letter`, the others are older
  };

  [[nodiscard]] Bus::DeadLetter letter_of(ReceivedMessage message) const;
  /// By event ids. Received, and hidden from others until they are removed or put back.
  Task<std::vector<Found>> take_all();
  Task<> put_back(const std::vector<Found>& all);

  Queue& alive_;
  Queue& dead_;
  const QueueSettings& settings_;
};

}  // namespace dailygrind::bus::sqs
