#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/bus/bus.hpp"

/// The one place where events become messages of SNS and SQS, and the other way round: the body is
/// the event's data, and everything else are attributes, by which SNS filters.
namespace dailygrind::bus::sqs {

struct Attribute {
  std::string_view name;
  std::string_view type;  ///< `String` or `Number`
  std::string value;      ///< never ""
};

/// What SNS or SQS is sent.
struct OutgoingMessage {
  std::string body;
  std::vector<Attribute> attributes;

  /// As the services count it, in bytes.
  [[nodiscard]] std::size_t size() const;
};
[[nodiscard]] OutgoingMessage message_of(const Event& event);
/// For the dead-letter queue. `reason` is cut where it is long.
[[nodiscard]] OutgoingMessage message_of(const Bus::DeadLetter& letter);

/// As `ReceiveMessage` gives it, with all attributes.
struct ReceivedMessage {
  std::string message_id;  ///< the same at each delivery
  std::string receipt;
  int received = 1;  ///< how often
  Instant sent_at{};
  std::optional<Event> event;         ///< none where it is not one of ours
  std::optional<std::string> reason;  ///< in a dead-letter queue, and nothing where SQS moved it
  int attempts = 0;
  Instant died_at{};
};
[[nodiscard]] ReceivedMessage read_message(const boost::json::object& message);

}  // namespace dailygrind::bus::sqs
