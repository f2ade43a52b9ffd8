#include "platform/bus/sqs_message.hpp"

#include <algorithm>
#include <numeric>

#include "platform/bus/sqs_json.hpp"

namespace dailygrind::bus::sqs {
namespace {

namespace json = boost::json;

// With the rest of an event, far below what `max_event_bytes` leaves to an adapter.
constexpr std::size_t longest_reason = 500;

constexpr std::string_view text_type = "String";
constexpr std::string_view number_type = "Number";

/// Messages are texts of XML's characters (§2.2 of XML 1.0), which U+FFFE and U+FFFF are not. In
/// JSON they can only be within strings, where they can be escaped.
std::string with_characters_of_xml(std::string_view data) {
  std::string body;
  body.reserve(data.size());
  while (!data.empty()) {
    const auto at = data.find("\xEF\xBF");
    const auto third = at == std::string_view::npos ? at : at + 2;
    if (third >= data.size()) break;
    const bool forbidden = data[third] == '\xBE' || data[third] == '\xBF';
    body.append(data, 0, forbidden ? at : third + 1);
    if (forbidden) body += data[third] == '\xBE' ? R"(\ufffe)" : R"(\uffff)";
    data.remove_prefix(third + 1);
  }
  return body.append(data);
}

/// A text of somebody's error: what cannot be sent becomes a question mark.
std::string reason_text(std::string_view reason) {
  std::string text{reason.substr(0, longest_reason)};
  if (text.empty()) return "none given";
  const auto plain = [](char character) { return character >= ' ' && character <= '~'; };
  std::ranges::replace_if(text, std::not_fn(plain), '?');
  return text;
}

void add(OutgoingMessage& message, std::string_view name, std::string_view type,
         std::string value) {
  if (!value.empty()) message.attributes.push_back({name, type, std::move(value)});
}

std::string milliseconds_of(Instant moment) {
  return std::to_string(moment.time_since_epoch().count());
}

/// The attributes that the sender gave.
class Given {
 public:
  explicit Given(const json::object& message) : all_(object_in(message, "MessageAttributes")) {}

  [[nodiscard]] bool has(std::string_view name) const { return all_.contains(name); }
  [[nodiscard]] std::string text(std::string_view name) const {
    return std::string{text_in(object_in(all_, name), "StringValue")};
  }
  [[nodiscard]] std::int64_t number(std::string_view name) const {
    return number_in<std::int64_t>(object_in(all_, name), "StringValue");
  }
  [[nodiscard]] Instant moment(std::string_view name) const {
    return Instant{milliseconds{number(name)}};
  }

 private:
  const json::object& all_;
};

std::optional<Event> read_event(const Given& given, std::string_view body) {
  if (given.text("id").empty() || given.text("topic").empty() || body.empty()) return std::nullopt;
  return Event{.id = given.text("id"),
               .topic = given.text("topic"),
               .type = given.text("type"),
               .version = given.number("version"),
               .data = std::string{body},
               .occurred_at = given.moment("occurredAt"),
               .traceparent = given.text("traceparent")};
}

}  // namespace

std::size_t OutgoingMessage::size() const {
  return std::accumulate(attributes.begin(), attributes.end(), body.size(),
                         [](std::size_t sum, const Attribute& attribute) {
                           return sum + attribute.name.size() + attribute.type.size() +
                                  attribute.value.size();
                         });
}

OutgoingMessage message_of(const Event& event) {
  OutgoingMessage message{.body = with_characters_of_xml(event.data)};
  add(message, "id", text_type, event.id);
  add(message, "topic", text_type, event.topic);
  add(message, "type", text_type, event.type);
  add(message, "version", number_type, std::to_string(event.version));
  add(message, "occurredAt", number_type, milliseconds_of(event.occurred_at));
  add(message, "traceparent", text_type, event.traceparent);
  return message;
}

OutgoingMessage message_of(const Bus::DeadLetter& letter) {
  auto message = message_of(letter.event);
  add(message, "reason", text_type, reason_text(letter.reason));
  add(message, "attempts", number_type, std::to_string(letter.attempts));
  add(message, "diedAt", number_type, milliseconds_of(letter.died_at));
  return message;
}

ReceivedMessage read_message(const json::object& message) {
  const Given given{message};
  const auto& of_queue = object_in(message, "Attributes");
  const auto received = number_in<std::int64_t>(of_queue, "ApproximateReceiveCount");
  ReceivedMessage read{
      .message_id = std::string{text_in(message, "MessageId")},
      .receipt = std::string{text_in(message, "ReceiptHandle")},
      .received = static_cast<int>(std::max<std::int64_t>(received, 1)),
      .sent_at = Instant{milliseconds{number_in<std::int64_t>(of_queue, "SentTimestamp")}},
      .event = read_event(given, text_in(message, "Body"))};
  if (given.has("reason")) {
    read.reason = given.text("reason");
    read.attempts = static_cast<int>(given.number("attempts"));
    read.died_at = given.moment("diedAt");
  }
  return read;
}

}  // namespace dailygrind::bus::sqs
