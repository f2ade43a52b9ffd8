#include "platform/bus/sns_sqs_bus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "platform/aws/testing/scripted_client.hpp"
#include "platform/bus/sns_sqs_names.hpp"
#include "platform/core/problem.hpp"
#include "platform/testing/run.hpp"

/// What is sent to SNS and SQS, and what is made of their answers; the contract is tested against
/// an emulator, which never fails.
namespace dailygrind::bus {
namespace {

using aws::testing::ScriptedClient;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

class SnsSqsBusTest : public ::testing::Test {
 protected:
  SnsSqsBusTest() { clock_.freeze(Instant{seconds{1'000}}); }

  static SnsSqsSettings settings() {
    return {.region = "eu-central-1",
            .account = "123456789012",
            .prefix = "dg-",
            .topology = {{"user-events", "all", {}},
                         {"post-events", "all", {"POST_CREATED"}},
                         {"post-events", "all", {"POST_DELETED", "POST_CREATED"}}},
            .queues = {.visibility = milliseconds{29'001}, .max_attempts = 2},
            .attempts = 3,
            .first_retry = milliseconds{1},
            .longest_retry = milliseconds{2}};
  }
  static Event event(std::string id, std::string topic = "user-events") {
    return {.id = std::move(id), .topic = std::move(topic), .type = "THING", .data = "{}"};
  }
  static std::vector<Event> events(int count) {
    std::vector<Event> events;
    for (int n = 0; n < count; ++n) events.push_back(event("e" + std::to_string(n)));
    return events;
  }
  /// A message of ReceiveMessage's answer.
  static std::string message(const std::string& id, int received = 1, int copy = 0) {
    return R"({"MessageId":"m-)" + id + std::to_string(copy) + R"(","ReceiptHandle":"h-)" + id +
           R"(","Body":"{}","Attributes":)" + R"({"ApproximateReceiveCount":")" +
           std::to_string(received) +
           R"(","SentTimestamp":"500000"},"MessageAttributes":{"id":{"StringValue":")" + id +
           R"("},"topic":{"StringValue":"user-events"}}})";
  }
  static std::string messages(const std::string& list) { return R"({"Messages":[)" + list + "]}"; }
  static std::string failed(const std::string& id, const std::string& code) {
    return R"({"Failed":[{"Id":")" + id + R"(","Code":")" + code + R"(","Message":"no"}]})";
  }
  static std::string failed_publish(const std::string& id) {
    return "<PublishBatchResponse><PublishBatchResult><Successful/><Failed><member><Id>" + id +
           "</Id><Code>InternalError</Code><Message>later</Message></member></Failed>"
           "</PublishBatchResult></PublishBatchResponse>";
  }
  void accept_publishing(int times) {
    for (int n = 0; n < times; ++n) sns_.answers.push_back("<PublishBatchResponse/>");
  }

  template <typename T>
  T run(Task<T> task) {
    return testing::run(std::move(task));
  }
  std::vector<Delivery> receive(std::size_t max = 10) {
    return run(bus_->receive("all", max, milliseconds::zero()));
  }
  [[nodiscard]] std::string request(std::size_t index) const {
    return boost::json::serialize(sqs_.calls.at(index).json());
  }
  static constexpr std::string_view url =
      R"("QueueUrl":"https://sqs.eu-central-1.amazonaws.com/123456789012/dg-all")";

  ScriptedClient sns_;
  ScriptedClient sqs_;
  AdjustableClock clock_;
  SeededRandom random_{5};
  std::unique_ptr<Bus> bus_ = make_sns_sqs_bus({sns_, sqs_}, clock_, random_, settings());
};

TEST_F(SnsSqsBusTest, PublishesInTheQueryProtocol) {
  accept_publishing(1);
  run(bus_->publish({{.id = "e 1",
                      .topic = "user-events",
                      .type = "A&B",
                      .version = 2,
                      .data = R"({"a":"ä"})",
                      .occurred_at = Instant{milliseconds{3}}}}));
  ASSERT_THAT(sns_.calls, SizeIs(1));
  EXPECT_EQ(sns_.calls[0].operation, "PublishBatch");
  EXPECT_EQ(sns_.calls[0].body,
            "Action=PublishBatch&Version=2010-03-31"
            "&TopicArn=arn%3Aaws%3Asns%3Aeu-central-1%3A123456789012%3Adg-user-events"
            "&PublishBatchRequestEntries.member.1.Id=0"
            "&PublishBatchRequestEntries.member.1.Message=%7B%22a%22%3A%22%C3%A4%22%7D"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name=id"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.DataType=String"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue=e%201"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.2.Name=topic"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.2.Value.DataType=String"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.2.Value.StringValue="
            "user-events"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.3.Name=type"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.3.Value.DataType=String"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.3.Value.StringValue=A%26B"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.4.Name=version"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.4.Value.DataType=Number"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.4.Value.StringValue=2"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.5.Name=occurredAt"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.5.Value.DataType=Number"
            "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.5.Value.StringValue=3");
}

TEST_F(SnsSqsBusTest, PublishesTenAtATimeAndByTopic) {
  accept_publishing(3);
  auto some = events(11);
  some.push_back(event("p", "post-events"));
  some.push_back(event("u", "unknown-events"));
  run(bus_->publish(some));
  ASSERT_THAT(sns_.calls, SizeIs(3));
  EXPECT_THAT(sns_.calls[0].body, HasSubstr("member.10.Id=9"));
  EXPECT_THAT(sns_.calls[1].body, AllOf(HasSubstr("StringValue=e10"), Not(HasSubstr("member.2"))));
  EXPECT_THAT(sns_.calls[2].body, HasSubstr("dg-post-events"));
}

TEST_F(SnsSqsBusTest, PublishesNoMoreBytesThanSnsTakesAtOnce) {
  accept_publishing(3);
  auto some = events(3);
  for (auto& each : some) each.data.assign(std::size_t{130} * 1024, ' ');
  run(bus_->publish(some));
  EXPECT_THAT(sns_.calls, SizeIs(3));
}

TEST_F(SnsSqsBusTest, PublishesAgainWhatSnsDidNotTake) {
  sns_.answers.push_back(failed_publish("1"));
  accept_publishing(1);
  run(bus_->publish(events(3)));
  ASSERT_THAT(sns_.calls, SizeIs(2));
  EXPECT_THAT(sns_.calls[1].body, AllOf(HasSubstr("member.1.Id=1"), HasSubstr("StringValue=e1"),
                                        Not(HasSubstr("member.2"))));
}

TEST_F(SnsSqsBusTest, PublishesAgainOnlySoOften) {
  for (int n = 0; n < 3; ++n) sns_.answers.push_back(failed_publish("0"));
  try {
    run(bus_->publish(events(1)));
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.status(), 503);
    EXPECT_THAT(problem.what(), HasSubstr("InternalError"));
  }
  EXPECT_THAT(sns_.calls, SizeIs(3));
}

TEST_F(SnsSqsBusTest, ErrorsAndNonsenseAreUnavailability) {
  sns_.answers.push_back(aws::Error{"AuthorizationError", 403, "sns Publish: not allowed"});
  EXPECT_THROW(run(bus_->publish(events(1))), Problem);
  sns_.answers.push_back("nonsense");
  EXPECT_THROW(run(bus_->publish(events(1))), Problem);
  sqs_.answers.push_back("nonsense");
  EXPECT_THROW(receive(), Problem);
  sqs_.answers.push_back(aws::Error{"QueueDoesNotExist", 400, "sqs: there is no queue"});
  EXPECT_THROW(receive(), Problem);
}

TEST_F(SnsSqsBusTest, ReceivesInTheJsonProtocol) {
  sqs_.answers.push_back(messages(message("e1")));
  const auto deliveries = receive(3);
  ASSERT_THAT(deliveries, SizeIs(1));
  EXPECT_EQ(deliveries[0].event.id, "e1");
  EXPECT_EQ(request(0),
            R"({"MaxNumberOfMessages":3,"WaitTimeSeconds":0,"VisibilityTimeout":30,)"
            R"("MessageSystemAttributeNames":["ApproximateReceiveCount","SentTimestamp"],)"
            R"("MessageAttributeNames":["All"],)" +
                std::string{url} + "}");
  EXPECT_THAT(sqs_.calls[0].headers, ElementsAre(Pair("Content-Type", "application/x-amz-json-1.0"),
                                                 Pair("X-Amz-Target", "AmazonSQS.ReceiveMessage")));
  EXPECT_EQ(bus_->visibility(), seconds{30}) << "SQS knows whole seconds";
}

TEST_F(SnsSqsBusTest, ReceivesAsLongAsTenCome) {
  std::string ten = message("e");
  for (int n = 1; n < 10; ++n) ten += "," + message("e");
  sqs_.answers = {messages(ten), messages(message("e"))};
  EXPECT_THAT(receive(100), SizeIs(11));
  EXPECT_THAT(sqs_.calls, SizeIs(2));
  sqs_.answers = {messages(ten), aws::Error{"InternalError", 500, "sqs: broken"}};
  EXPECT_THAT(receive(100), SizeIs(10)) << "what had come before the error";
}

TEST_F(SnsSqsBusTest, ForeignMessagesAreNotDelivered) {
  sqs_.answers.push_back(messages(R"({"ReceiptHandle":"h","Body":"hello"},)" + message("e1")));
  EXPECT_THAT(receive(), SizeIs(1));
  EXPECT_THAT(sqs_.operations(), Each("ReceiveMessage")) << "SQS moves it, when it came too often";
}

TEST_F(SnsSqsBusTest, OneReceivedTooOftenGoesToTheDeadLetters) {
  sqs_.answers.push_back(messages(message("e1", 3)));
  EXPECT_THAT(receive(), IsEmpty());
  ASSERT_THAT(sqs_.operations(),
              ElementsAre("ReceiveMessage", "SendMessageBatch", "DeleteMessageBatch"));
  EXPECT_THAT(request(1), AllOf(HasSubstr("dg-all-dlq"), HasSubstr("visibility time-out")));
  EXPECT_THAT(request(2), AllOf(HasSubstr("h-e1"), HasSubstr("dg-all\"")));
}

TEST_F(SnsSqsBusTest, RejectedWaitsForWholeSeconds) {
  sqs_.answers.push_back(messages(message("e1")));
  run(bus_->reject("all", receive().at(0).receipt, "no"));
  EXPECT_EQ(request(1), R"({"Entries":[{"ReceiptHandle":"h-e1","VisibilityTimeout":1,"Id":"0"}],)" +
                            std::string{url} + "}");
}

TEST_F(SnsSqsBusTest, TheLastRejectionKeepsItsReason) {
  sqs_.answers.push_back(messages(message("e1", 2)));
  run(bus_->reject("all", receive().at(0).receipt, "broken"));
  ASSERT_THAT(sqs_.operations(),
              ElementsAre("ReceiveMessage", "SendMessageBatch", "DeleteMessageBatch"));
  EXPECT_THAT(request(1), HasSubstr(R"("reason":{"DataType":"String","StringValue":"broken"})"));
}

TEST_F(SnsSqsBusTest, AfterARestartSqsMovesWhatIsRejectedForTheLastTime) {
  sqs_.answers.push_back(messages(message("e1", 2)));
  const auto receipt = receive().at(0).receipt;
  const auto restarted = make_sns_sqs_bus({sns_, sqs_}, clock_, random_, settings());
  run(restarted->reject("all", receipt, "broken"));
  EXPECT_THAT(sqs_.operations(), ElementsAre("ReceiveMessage", "ChangeMessageVisibilityBatch"));
}

TEST_F(SnsSqsBusTest, VoidReceiptsAreNoFailures) {
  for (const char* code : {"ReceiptHandleIsInvalid", "MessageNotInflight"}) {
    sqs_.answers.push_back(failed("0", code));
    run(bus_->acknowledge("all", {"1.h"}));
    sqs_.answers.push_back(failed("0", code));
    run(bus_->reject("all", "1.h", "no"));
    sqs_.answers.push_back(failed("0", code));
    run(bus_->extend("all", {"1.h"}));
  }
  EXPECT_THAT(sqs_.calls, SizeIs(6));
}

TEST_F(SnsSqsBusTest, AcknowledgesAgainWhatSqsDidNotRemove) {
  sqs_.answers.push_back(failed("1", "InternalError"));
  run(bus_->acknowledge("all", {"1.a", "1.b"}));
  ASSERT_THAT(sqs_.calls, SizeIs(2));
  EXPECT_THAT(request(1), AllOf(HasSubstr(R"("ReceiptHandle":"b")"), Not(HasSubstr("\"a\""))));
}

TEST_F(SnsSqsBusTest, AcknowledgesTenAtATime) {
  std::vector<std::string> receipts(11, "1.h");
  run(bus_->acknowledge("all", receipts));
  EXPECT_THAT(sqs_.calls, SizeIs(2));
}

TEST_F(SnsSqsBusTest, ExtendsByTheVisibilityTimeout) {
  run(bus_->extend("all", {"1.h"}));
  EXPECT_THAT(request(0), HasSubstr(R"({"ReceiptHandle":"h","VisibilityTimeout":30,"Id":"0"})"));
}

TEST_F(SnsSqsBusTest, FiguresAreOfBothQueues) {
  const auto counts = [](int visible, int delayed, int hidden) {
    return R"({"Attributes":{"ApproximateNumberOfMessages":")" + std::to_string(visible) +
           R"(","ApproximateNumberOfMessagesDelayed":")" + std::to_string(delayed) +
           R"(","ApproximateNumberOfMessagesNotVisible":")" + std::to_string(hidden) + "\"}}";
  };
  sqs_.answers = {counts(5, 1, 2), counts(3, 0, 1)};
  const auto figures = run(bus_->figures("all"));
  EXPECT_EQ(figures.waiting, 6U);
  EXPECT_EQ(figures.in_flight, 2U);
  EXPECT_EQ(figures.dead, 4U);
  EXPECT_FALSE(figures.oldest);
}

TEST_F(SnsSqsBusTest, DeadLettersThatSqsMovedHaveNoReasonButATime) {
  sqs_.answers.push_back(messages(message("e1", 9)));
  const auto letters = run(bus_->dead_letters("all", "", 10));
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_THAT(letters[0].reason, HasSubstr("visibility time-out"));
  EXPECT_EQ(letters[0].attempts, 2);
  EXPECT_EQ(letters[0].died_at, Instant{milliseconds{500'000 + 2 * 29'001}});
  EXPECT_THAT(request(2), AllOf(HasSubstr("dg-all-dlq"), HasSubstr(R"("VisibilityTimeout":0)")));
}

TEST_F(SnsSqsBusTest, OlderLettersOfAnEventAreRemoved) {
  sqs_.answers.push_back(messages(message("e1") + "," + message("e2") + "," + message("e1", 1, 1)));
  EXPECT_THAT(run(bus_->dead_letters("all", "", 10)), SizeIs(2));
  EXPECT_THAT(sqs_.operations(), ElementsAre("ReceiveMessage", "ReceiveMessage",
                                             "DeleteMessageBatch", "ChangeMessageVisibilityBatch"));
}

TEST_F(SnsSqsBusTest, ALetterThatIsDeliveredTwiceIsNotRemoved) {
  sqs_.answers.push_back(messages(message("e1") + "," + message("e1")));
  EXPECT_THAT(run(bus_->dead_letters("all", "", 10)), SizeIs(1));
  EXPECT_THAT(sqs_.operations(),
              ElementsAre("ReceiveMessage", "ReceiveMessage", "ChangeMessageVisibilityBatch"));
}

TEST_F(SnsSqsBusTest, WhatCannotBeSentIsNotRemoved) {
  sqs_.answers.push_back(messages(message("e1", 2)));
  const auto receipt = receive().at(0).receipt;
  for (int n = 0; n < 3; ++n) sqs_.answers.push_back(failed("0", "InvalidParameterValue"));
  EXPECT_THROW(run(bus_->reject("all", receipt, "broken")), Problem);
  EXPECT_THAT(sqs_.operations(), Not(::testing::Contains("DeleteMessageBatch")));
}

TEST_F(SnsSqsBusTest, ReplaySendsBeforeItRemoves) {
  sqs_.answers.push_back(messages(message("e1") + "," + message("e2")));
  EXPECT_EQ(run(bus_->replay("all", "e2")), 1U);
  ASSERT_THAT(sqs_.operations(),
              ElementsAre("ReceiveMessage", "ReceiveMessage", "ChangeMessageVisibilityBatch",
                          "SendMessageBatch", "DeleteMessageBatch"));
  EXPECT_THAT(request(2), HasSubstr("h-e1"));
  EXPECT_THAT(request(3), AllOf(HasSubstr("e2"), HasSubstr(std::string{url})));
  EXPECT_THAT(request(4), AllOf(HasSubstr("h-e2"), HasSubstr("dg-all-dlq")));
}

TEST_F(SnsSqsBusTest, MakesWhatIsMissing) {
  run(make_missing_queues({sns_, sqs_}, settings()));
  EXPECT_THAT(sqs_.operations(), ElementsAre("CreateQueue", "CreateQueue"));
  const auto queue = sqs_.calls[1].json();
  EXPECT_EQ(queue.at("QueueName").as_string(), "dg-all");
  EXPECT_EQ(queue.at("Attributes").at("RedrivePolicy").as_string(),
            R"({"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:123456789012:dg-all-dlq",)"
            R"("maxReceiveCount":2})");
  EXPECT_EQ(queue.at("Attributes").at("Policy").as_string(),
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
            R"("Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage",)"
            R"("Resource":"arn:aws:sqs:eu-central-1:123456789012:dg-all",)"
            R"("Condition":{"ArnEquals":{"aws:SourceArn":[)"
            R"("arn:aws:sns:eu-central-1:123456789012:dg-user-events",)"
            R"("arn:aws:sns:eu-central-1:123456789012:dg-post-events"]}}}]})");
  ASSERT_THAT(sns_.operations(),
              ElementsAre("CreateTopic", "Subscribe", "CreateTopic", "Subscribe"));
  EXPECT_THAT(sns_.calls[1].body, Not(HasSubstr("FilterPolicy")));
  EXPECT_THAT(sns_.calls[3].body,
              HasSubstr("FilterPolicy&Attributes.entry.2.value=%7B%22type%22%3A%5B%22POST_CREATED"
                        "%22%2C%22POST_DELETED%22%5D%7D"));
}

}  // namespace
}  // namespace dailygrind::bus
