#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using std::chrono::minutes;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Comments on what ada, grace and joan wrote wait to be told.
struct Waiting : World {
  explicit Waiting(int each = 1) {
    for (const auto* who : {"ada", "grace", "joan"}) {
      person(who);
      subscribe(who, who);
      for (int i = 0; i < each; ++i) comment("by" + std::to_string(i), who);
    }
    faults.reset();
  }
  std::size_t run() { return testing::run(push->outgoing.run_due()); }
};

TEST(Outgoing, IsSentOnce) {
  Waiting world{100};
  EXPECT_EQ(world.run(), 300);
  EXPECT_EQ(world.run(), 0);
  EXPECT_THAT(world.sender.log, SizeIs(300));
}

TEST(Outgoing, ThatACrashLeftIsSentAgainAfterItsLeaseWithTheSameTopic) {
  Waiting world{20};
  abandon(world.push->outgoing.run_due(), [&] { return world.sender.log.size() >= 30; });
  world.reopen();
  world.run();
  world.clock.advance(minutes{3});
  world.run();
  std::map<std::string, int> payloads;
  for (const auto& sent : world.sender.log) ++payloads[sent.message.payload];
  EXPECT_THAT(payloads, SizeIs(60));
  EXPECT_LE(world.sender.log.size(), 60 + 32);
  world.clock.advance(minutes{5});
  EXPECT_EQ(world.run(), 0);
}

TEST(Outgoing, ThatACrashLeftCanBeReclaimedAtOnce) {
  Waiting world{20};
  abandon(world.push->outgoing.run_due(), [&] { return world.sender.log.size() >= 30; });
  EXPECT_EQ(testing::run(world.push->outgoing.reclaim()), 0) << "it may be at work on them";
  world.reopen();
  EXPECT_GT(testing::run(world.push->outgoing.reclaim()), 0);
  world.run();
  std::map<std::string, int> payloads;
  for (const auto& sent : world.sender.log) ++payloads[sent.message.payload];
  EXPECT_THAT(payloads, SizeIs(60));
}

TEST(Outgoing, ThatTheStoreFailedOnIsSentAfterItsLease) {
  for (int n = 1; n <= 6; ++n) {
    for (const bool after : {false, true}) {
      Waiting world;
      if (after) world.faults.fail_after_write(n);
      if (!after) world.faults.fail(testing::FaultStore::Call::write, n);
      status_of(world.push->outgoing.run_due());
      world.faults.reset();
      world.clock.advance(minutes{3});
      world.run();
      std::map<std::string, int> readers;
      for (const auto& endpoint : world.sender.endpoints()) ++readers[endpoint];
      EXPECT_THAT(readers, SizeIs(3)) << n;
      EXPECT_LE(world.sender.log.size(), 4) << n;
    }
  }
}

TEST(Outgoing, IsSentOnceByTwoPrograms) {
  Waiting world{50};
  const auto other = world.another();
  std::vector<Task<std::size_t>> tasks;
  for (int i = 0; i < 3; ++i) {
    tasks.push_back(world.push->outgoing.run_due());
    tasks.push_back(other->outgoing.run_due());
  }
  testing::run_all(std::move(tasks));
  world.run();
  EXPECT_THAT(world.sender.log, SizeIs(150));
}

TEST(Outgoing, WaitsUntilItIsDue) {
  Waiting world;
  world.sender.script = [&](const auto&, int attempt) -> Attempt {
    if (attempt == 2) return {.outcome = Outcome::sent};
    return {.outcome = Outcome::failed, .retry_at = world.clock.now() + minutes{3}};
  };
  EXPECT_EQ(world.run(), 3);
  world.clock.advance(minutes{3} - milliseconds{1});
  EXPECT_EQ(world.run(), 0);
  world.clock.advance(milliseconds{1});
  EXPECT_EQ(world.run(), 3);
}

TEST(Outgoing, ToADeviceThatLeftIsDropped) {
  Waiting world;
  for (const auto* who : {"ada", "grace", "joan"}) {
    const auto id = world.subscriptions_of(who).at(0).subscription_id;
    testing::run(unsubscribe(*world.push, World::call(who), id));
  }
  EXPECT_EQ(world.run(), 3);
  world.clock.advance(minutes{5});
  EXPECT_EQ(world.run(), 0);
  EXPECT_THAT(world.sender.log, IsEmpty());
}

TEST(Outgoing, WhoseTimeIsOverIsNotSent) {
  Waiting world;
  world.clock.advance(std::chrono::hours{24});
  world.run();
  EXPECT_THAT(world.sender.log, IsEmpty());
  EXPECT_EQ(world.run(), 0);
}

TEST(Outgoing, SaysHowLongItMayBeKept) {
  Waiting world;
  world.clock.advance(std::chrono::hours{23});
  world.run();
  ASSERT_THAT(world.sender.log, SizeIs(3));
  EXPECT_EQ(world.sender.log[0].message.ttl, std::chrono::hours{1});
}

}  // namespace
}  // namespace dailygrind::push
