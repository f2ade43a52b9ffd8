#include "platform/bus/sqs_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace dailygrind::bus::sqs {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

Event event(std::string data = R"({"a":1})") {
  return {.id = "e1",
          .topic = "user-events",
          .type = "THING",
          .version = 7,
          .data = std::move(data),
          .occurred_at = Instant{milliseconds{1'500}},
          .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
}

/// As SQS would give it back.
json::object delivered(const OutgoingMessage& message, int received = 1) {
  json::object attributes;
  for (const auto& [name, type, value] : message.attributes) {
    attributes[name] = {{"DataType", type}, {"StringValue", value}};
  }
  return {{"ReceiptHandle", "handle"},
          {"Body", message.body},
          {"Attributes",
           {{"ApproximateReceiveCount", std::to_string(received)}, {"SentTimestamp", "2000"}}},
          {"MessageAttributes", std::move(attributes)}};
}

std::string value_of(const OutgoingMessage& message, std::string_view name) {
  for (const auto& attribute : message.attributes) {
    if (attribute.name == name) return attribute.value;
  }
  return "none";
}

TEST(SqsMessage, GivesBackTheEvent) {
  const auto read = read_message(delivered(message_of(event()), 3));
  EXPECT_EQ(read.receipt, "handle");
  EXPECT_EQ(read.received, 3);
  EXPECT_EQ(read.sent_at, Instant{milliseconds{2'000}});
  EXPECT_FALSE(read.reason);
  ASSERT_TRUE(read.event);
  EXPECT_EQ(read.event->id, "e1");
  EXPECT_EQ(read.event->topic, "user-events");
  EXPECT_EQ(read.event->type, "THING");
  EXPECT_EQ(read.event->version, 7);
  EXPECT_EQ(read.event->data, R"({"a":1})");
  EXPECT_EQ(read.event->occurred_at, Instant{milliseconds{1'500}});
  EXPECT_EQ(read.event->traceparent, event().traceparent);
}

TEST(SqsMessage, HasNoEmptyAttributes) {
  auto bare = event();
  bare.traceparent.clear();
  bare.type.clear();
  const auto message = message_of(bare);
  EXPECT_EQ(message.attributes.size(), 4U);
  const auto read = read_message(delivered(message));
  EXPECT_EQ(read.event->traceparent, "");
  EXPECT_EQ(read.event->type, "");
}

TEST(SqsMessage, EscapesWhatXmlForbids) {
  const std::string data = "{\"a\":\"\xEF\xBF\xBD \xEF\xBF\xBE\xEF\xBF\xBF \xEF\xBE\xBF\"}";
  const auto message = message_of(event(data));
  EXPECT_EQ(message.body, "{\"a\":\"\xEF\xBF\xBD \\ufffe\\uffff \xEF\xBE\xBF\"}");
  EXPECT_EQ(json::parse(message.body), json::parse(data));
}

TEST(SqsMessage, LeavesAnIncompleteCharacterAlone) {
  for (const std::string data : {"\xEF\xBF", "a\xEF", "\xEF", ""}) {
    EXPECT_EQ(message_of(event(data)).body, data);
  }
}

TEST(SqsMessage, CountsAsTheServicesDo) {
  const OutgoingMessage message{.body = "four", .attributes = {{"id", "String", "abc"}}};
  EXPECT_EQ(message.size(), 4U + 2U + 6U + 3U);
}

TEST(SqsMessage, OfTheLargestEventFitsWithItsReason) {
  auto largest = event();
  largest.data.assign(max_event_bytes - 200, 'x');
  const auto message =
      message_of(Bus::DeadLetter{.event = largest, .reason = std::string(10'000, 'r')});
  EXPECT_LE(message.size(), std::size_t{256} * 1024);
  EXPECT_LE(message.attributes.size(), 10U);
}

TEST(SqsMessage, OfADeadLetterSaysHowItDied) {
  const Bus::DeadLetter letter{.event = event(),
                               .reason = "the card\n\xFF is broken",
                               .attempts = 5,
                               .died_at = Instant{milliseconds{9'000}}};
  const auto message = message_of(letter);
  EXPECT_EQ(value_of(message, "reason"), "the card?? is broken");
  const auto read = read_message(delivered(message));
  EXPECT_EQ(read.event->id, "e1");
  EXPECT_EQ(read.reason, "the card?? is broken");
  EXPECT_EQ(read.attempts, 5);
  EXPECT_EQ(read.died_at, letter.died_at);
}

TEST(SqsMessage, OfADeadLetterWithoutAReasonHasOne) {
  EXPECT_EQ(value_of(message_of(Bus::DeadLetter{.event = event()}), "reason"), "none given");
}

TEST(SqsMessage, ThatIsForeignIsNoEvent) {
  for (const char* text : {R"({})", R"({"Body":"hello","ReceiptHandle":"h"})",
                           R"({"Body":"x","MessageAttributes":{"id":{"StringValue":"e"}}})",
                           R"({"Body":1,"MessageAttributes":[],"Attributes":"none"})",
                           R"({"MessageAttributes":{"id":{},"topic":{}}})"}) {
    EXPECT_FALSE(read_message(json::parse(text).as_object()).event) << text;
  }
}

TEST(SqsMessage, WithBrokenNumbersHasDefaults) {
  auto message = delivered(message_of(event()));
  message["Attributes"] = {{"ApproximateReceiveCount", "many"}};
  message["MessageAttributes"].as_object()["version"] = {{"StringValue", "new"}};
  const auto read = read_message(message);
  EXPECT_EQ(read.received, 1);
  EXPECT_EQ(read.event->version, 0);
}

}  // namespace
}  // namespace dailygrind::bus::sqs
