#include "platform/api/idempotency.hpp"

#include <gtest/gtest.h>

#include "platform/store/memory_store.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::api {
namespace {

using dailygrind::testing::run;

struct IdempotencyTest : ::testing::Test {
  bool make(const Call& caller, const std::string& id) {
    std::vector<store::Write> writes;
    idempotency.record(caller, id, writes);
    return writes.empty() || run(store.write(writes)).has_value();
  }

  AdjustableClock clock;
  store::MemoryStore store{clock};
  Idempotency idempotency{store, clock};
  Call call{.user = UserId{"ada"}, .idempotency_key = "k", .fingerprint = "f"};
};

TEST_F(IdempotencyTest, TheFirstUseIsFoundAgain) {
  EXPECT_EQ(run(idempotency.find(call)), std::nullopt);
  EXPECT_TRUE(make(call, "made"));
  EXPECT_EQ(run(idempotency.find(call)), "made");
}

TEST_F(IdempotencyTest, ARaceIsRefusedByTheStore) {
  EXPECT_TRUE(make(call, "first"));
  EXPECT_FALSE(make(call, "second"));
  EXPECT_EQ(run(idempotency.find(call)), "first");
}

TEST_F(IdempotencyTest, AnotherRequestWithTheKeyIsRefused) {
  make(call, "made");
  call.fingerprint = "other";
  EXPECT_THROW(run(idempotency.find(call)), Problem);
}

TEST_F(IdempotencyTest, KeysOfOthersAreTheirs) {
  make(call, "made");
  call.user = UserId{"grace"};
  EXPECT_EQ(run(idempotency.find(call)), std::nullopt);
}

TEST_F(IdempotencyTest, AKeyIsForgottenAfterADay) {
  make(call, "made");
  clock.advance(std::chrono::hours{25});
  EXPECT_EQ(run(idempotency.find(call)), std::nullopt);
}

TEST_F(IdempotencyTest, WithoutAKeyNothingIsKept) {
  call.idempotency_key.clear();
  make(call, "made");
  EXPECT_EQ(run(idempotency.find(call)), std::nullopt);
}

}  // namespace
}  // namespace dailygrind::api
