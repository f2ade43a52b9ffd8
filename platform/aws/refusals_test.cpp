#include "platform/aws/refusals.hpp"

#include <gtest/gtest.h>

namespace dailygrind::aws {
namespace {

using namespace std::chrono_literals;

Error denied() {
  return {"AccessDeniedException", 400, "u is not authorized to perform: dynamodb:PutItem"};
}

TEST(IsRefusal, IsWhatDoesNotPass) {
  for (const auto* code :
       {"AWS.SimpleQueueService.NonExistentQueue", "AccessDenied", "AccessDeniedException",
        "AuthorizationError", "ExpiredTokenException", "InvalidClientTokenId",
        "InvalidSignatureException", "NoSuchBucket", "NotFound", "ResourceNotFoundException",
        "UnrecognizedClientException"}) {
    EXPECT_TRUE(is_refusal({code, 400, ""})) << code;
  }
  for (const auto* code : {"", "ConditionalCheckFailedException", "InternalServerError",
                           "NoSuchKey", "ThrottlingException", "ValidationException"}) {
    EXPECT_FALSE(is_refusal({code, 400, ""})) << code;
  }
}

TEST(Refusals, AreRememberedForAMinute) {
  AdjustableClock clock;
  clock.freeze(Instant{1000s});
  Refusals refusals{clock};
  EXPECT_FALSE(refusals.recent());
  refusals.note("dynamodb", {.operation = "PutItem", .resource = "posts"}, denied());
  clock.freeze(Instant{1059s});
  EXPECT_EQ(refusals.recent(), "dynamodb PutItem: AccessDeniedException");
  clock.freeze(Instant{1060s});
  EXPECT_FALSE(refusals.recent());
}

TEST(Refusals, ShowTheNewest) {
  AdjustableClock clock;
  clock.freeze(Instant{1000s});
  Refusals refusals{clock};
  refusals.note("dynamodb", {.operation = "PutItem", .resource = "posts"}, denied());
  refusals.note("sqs", {.operation = "ReceiveMessage"}, {"AccessDenied", 403, "no"});
  EXPECT_EQ(refusals.recent(), "sqs ReceiveMessage: AccessDenied");
  clock.freeze(Instant{1050s});
  refusals.note("dynamodb", {.operation = "PutItem", .resource = "posts"}, denied());
  clock.freeze(Instant{1100s});
  EXPECT_EQ(refusals.recent(), "dynamodb PutItem: AccessDeniedException") << "it goes on";
}

TEST(Refusals, AreNotWhatPasses) {
  AdjustableClock clock;
  Refusals refusals{clock};
  refusals.note("dynamodb", {.operation = "PutItem"}, {"ThrottlingException", 400, "slow down"});
  refusals.note("dynamodb", {.operation = "PutItem"}, {"", 0, "no answer"});
  EXPECT_FALSE(refusals.recent());
}

}  // namespace
}  // namespace dailygrind::aws
