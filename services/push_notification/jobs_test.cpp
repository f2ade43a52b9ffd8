#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using testing::FaultStore;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::chrono::minutes lease{2};

TEST(Jobs, ThatACrashEndsGoOnAtTheirCheckpoints) {
  constexpr int people = 3000;  // three pages a shard
  Noon noon{people};
  noon.begin();
  abandon(noon.push->jobs.run_pending(), [&] { return noon.sender.log.size() >= 1800; });
  noon.reopen();
  EXPECT_EQ(noon.run(), shards);
  const auto calls = noon.calls();
  EXPECT_THAT(calls, SizeIs(people));
  const auto twice = std::ranges::count(calls, 2, [](const auto& call) { return call.second; });
  EXPECT_EQ(noon.sender.log.size(), people + twice);
  EXPECT_LE(twice, 64 * shards);
  for (const auto& sent : noon.sender.log) {
    EXPECT_EQ(sent.message.topic, "daily");
    EXPECT_EQ(sent.message.payload, noon.sender.log[0].message.payload);
  }
  noon.expect_in_every_inbox(people);
  EXPECT_EQ(noon.job().state, JobState::done);
  EXPECT_EQ(noon.job().queued, people);
}

TEST(Jobs, ThatTheStoreFailsMissNobody) {
  for (const auto call :
       {FaultStore::Call::batch_get, FaultStore::Call::query, FaultStore::Call::write}) {
    for (int n = 1; n <= 33; n += 4) {
      if (n > 16 && call != FaultStore::Call::write) continue;
      SCOPED_TRACE(n);
      Noon noon{100};
      noon.begin();
      noon.faults.fail(call, n);
      noon.run_into_failure();
      noon.clock.advance(lease);
      EXPECT_GE(noon.run(), 1);
      EXPECT_THAT(noon.calls(), SizeIs(100));
      noon.expect_in_every_inbox(100);
      EXPECT_EQ(noon.job().queued, 100);
    }
  }
}

TEST(Jobs, WhoseWriteWasDoneAndFailedMissNobody) {
  for (int n = 1; n <= 48; n += 3) {
    Noon noon{100};
    noon.begin();
    noon.faults.fail_after_write(n);
    noon.run_into_failure();
    noon.clock.advance(lease);
    noon.run();
    EXPECT_THAT(noon.calls(), SizeIs(100)) << n;
    noon.expect_in_every_inbox(100);
    EXPECT_EQ(noon.job().queued, 100) << n;
    EXPECT_EQ(noon.job().state, JobState::done) << n;
  }
}

TEST(Jobs, HandOverWhatIsLeftOfAPageWithItsCheckpoint) {
  for (int n = 1; n <= 4 * static_cast<int>(shards); n += 3) {
    Noon noon{100};
    noon.sender.script = [&](const auto&, int) -> Attempt {
      return {.outcome = Outcome::throttled, .retry_at = noon.clock.now() + lease};
    };
    noon.begin();
    noon.faults.fail(FaultStore::Call::write, n);
    noon.run_into_failure();
    noon.reopen();
    noon.sender.log.clear();
    noon.sender.script = nullptr;
    noon.clock.advance(lease);
    noon.work();
    // Not by its page and by what the page had put off.
    EXPECT_THAT(noon.sender.log, SizeIs(100)) << n;
    EXPECT_EQ(noon.job().state, JobState::done) << n;
  }
}

TEST(Jobs, TakeSmallerPagesWherePeopleHaveManyDevices) {
  constexpr int people = 400;
  constexpr int devices = 10;
  World world;
  for (int i = 0; i < people * devices; ++i) {
    const auto who = "p" + std::to_string(i / devices);
    if (i % devices == 0) world.person(who);
    world.subscribe(who, std::to_string(i));
  }
  world.sender.script = [&](const auto&, int) -> Attempt {
    return {.outcome = Outcome::throttled, .retry_at = world.clock.now() + lease};
  };
  world.at("2026-11-23T12:00:00Z");
  world.work();
  world.sender.script = nullptr;
  world.clock.advance(lease);
  world.work();
  EXPECT_THAT(world.sender.log, SizeIs(2 * people * devices));
  EXPECT_EQ(world.jobs()[0].sent, people * devices);
  EXPECT_EQ(world.jobs()[0].state, JobState::done);
}

TEST(Jobs, FailOneShardWithoutTheOthers) {
  Noon noon{100};
  noon.begin();
  noon.faults.fail(FaultStore::Call::query, 2);  // of a shard; the first is of the work
  noon.run_into_failure();
  EXPECT_THAT(noon.keys_in(work_partition), SizeIs(1));
}

TEST(Jobs, AreLeftToTheirRunnerWhileItsLeaseLasts) {
  for (const bool alone : {true, false}) {
    Noon noon{10, alone};
    noon.begin();
    abandon(noon.push->jobs.run_pending(), [&] { return noon.sender.log.size() >= 5; });
    noon.reopen();
    EXPECT_EQ(noon.run() > 0, alone);
    noon.clock.advance(lease);
    EXPECT_EQ(noon.run() > 0, !alone);
    EXPECT_THAT(noon.calls(), SizeIs(10));
  }
}

TEST(Jobs, AreDoneOnceByTwoRunners) {
  Noon noon{500, false};
  noon.begin();
  const auto other = noon.another();
  std::vector<Task<std::size_t>> tasks;
  for (auto* program : {noon.push.get(), other.get(), noon.push.get(), other.get()}) {
    tasks.push_back(program->jobs.run_pending());
  }
  std::size_t done = 0;
  for (const auto count : testing::run_all(std::move(tasks))) done += count;
  EXPECT_EQ(done, shards);
  EXPECT_THAT(noon.sender.log, SizeIs(500));
  EXPECT_EQ(noon.job().sent, 500);
}

TEST(Jobs, CountOnceWhatARunnerDidThatLostItsLease) {
  Noon noon{100, false};
  noon.begin();
  const auto other = noon.another();
  noon.sender.script = [&, slow = true](const auto&, int) mutable -> Attempt {
    if (std::exchange(slow, false)) noon.clock.advance(lease);
    return {.outcome = Outcome::sent};
  };
  std::vector<Task<std::size_t>> tasks;
  tasks.push_back(noon.push->jobs.run_pending());
  const auto late = [&]() -> Task<std::size_t> {
    while (noon.sender.log.empty()) co_await boost::asio::post(boost::asio::use_awaitable);
    co_return co_await other->jobs.run_pending();
  };
  tasks.push_back(late());
  const auto done = testing::run_all(std::move(tasks));
  EXPECT_EQ(done[0] + done[1], shards);
  EXPECT_THAT(noon.calls(), SizeIs(100));
  EXPECT_EQ(noon.job().sent, 100);
  noon.expect_in_every_inbox(100);
}

TEST(Jobs, RemoveDevicesThatAreGoneAtAnyAttempt) {
  for (const int gone_at : {1, 2}) {
    Noon noon{1};
    noon.subscribe("p0", "other");
    noon.sender.script = [&](const webpush::Subscription& to, int attempt) -> Attempt {
      if (to.endpoint.ends_with("other")) return {.outcome = Outcome::sent};
      if (attempt == gone_at) return {.outcome = Outcome::gone, .status = 410};
      return {.outcome = Outcome::failed, .retry_at = noon.clock.now() + lease};
    };
    noon.work();
    noon.clock.advance(lease);
    noon.work();
    ASSERT_THAT(noon.subscriptions_of("p0"), SizeIs(1));
    EXPECT_EQ(noon.subscriptions_of("p0")[0].endpoint, "https://push.example.org/other");
    EXPECT_THAT(noon.keys_in("endpoint#https://push.example.org/p0"), IsEmpty());
    EXPECT_EQ(noon.job().gone, 1);
    EXPECT_EQ(noon.job().state, JobState::done);
  }
}

TEST(Jobs, RemoveDevicesWhoseSubscriptionHasExpiredWithoutATry) {
  Noon noon{0};
  auto browser = World::browser("a");
  browser.expiration_time = in_milliseconds(noon.clock.now());
  testing::run(subscribe(*noon.push, World::call("ada"), browser));
  noon.clock.advance(std::chrono::days{1});
  noon.work();
  EXPECT_THAT(noon.sender.log, IsEmpty());
  EXPECT_THAT(noon.subscriptions_of("ada"), IsEmpty());
  EXPECT_EQ(noon.job().gone, 1);
}

TEST(Jobs, SendThrottledMessagesWhenTheServiceWantsThem) {
  Noon noon{1};
  noon.sender.script = [&](const webpush::Subscription&, int attempt) -> Attempt {
    if (attempt == 3) return {.outcome = Outcome::sent};
    return {.outcome = Outcome::throttled, .retry_at = noon.clock.now() + lease};
  };
  for (int seconds = 0; seconds <= 300; seconds += 30) {
    noon.work();
    noon.clock.advance(std::chrono::seconds{30});
  }
  ASSERT_THAT(noon.sender.log, SizeIs(3));
  for (const int i : {1, 2}) {
    EXPECT_EQ(noon.sender.log[i].at - noon.sender.log[i - 1].at, lease);
    EXPECT_EQ(noon.sender.log[i].attempt, i + 1);
    EXPECT_EQ(noon.sender.log[i].message.topic, "daily");
    EXPECT_EQ(noon.sender.log[i].message.payload, noon.sender.log[0].message.payload);
  }
  EXPECT_EQ(noon.job().throttled, 2);
  EXPECT_EQ(noon.job().sent, 1);
}

TEST(Jobs, GiveUpWhenTheTimeOfTheCallIsOver) {
  Noon noon{1};
  noon.sender.script = [&](const webpush::Subscription&, int) -> Attempt {
    return {.outcome = Outcome::failed, .retry_at = noon.clock.now() + std::chrono::minutes{50}};
  };
  for (int i = 0; i < 10; ++i) {
    noon.work();
    noon.clock.advance(std::chrono::minutes{50});
  }
  EXPECT_THAT(noon.sender.log, SizeIs(5));  // within four hours
  EXPECT_EQ(noon.job().failed, 1);
  EXPECT_EQ(noon.job().state, JobState::done);
}

TEST(Jobs, SkipWhoLeftThePlaceAfterThePageWasRead) {
  Noon noon{1};
  noon.begin();
  const auto moved = noon.event("USER_UPDATED", World::profile("p0", "Asia/Tokyo"));
  noon.faults.delay(FaultStore::Call::write, shards + 1 + shard_of(UserId{"p0"}),
                    [&] { return on_event(*noon.push, moved); });
  EXPECT_EQ(noon.run(), shards);
  EXPECT_THAT(noon.sender.log, IsEmpty());
  EXPECT_THAT(noon.inbox_of("p0"), IsEmpty());
}

}  // namespace
}  // namespace dailygrind::push
