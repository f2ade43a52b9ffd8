#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using testing::FaultStore;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::chrono::minutes lease{2};

/// A crowd at noon.
struct Noon : World {
  explicit Noon(int people, bool alone = true) {
    settings.alone = alone;
    reopen();
    crowd(people);
    at("2026-11-23T12:00:00Z");
  }
  /// Calls of the store count from here.
  void begin() {
    testing::run(push->daily_call.round());
    faults.reset();
  }
  std::size_t run() { return testing::run(push->jobs.run_pending()); }
  void run_into_failure() { EXPECT_EQ(status_of(push->jobs.run_pending()), 503); }
  PushJob job() { return jobs().at(0); }

  /// How often each device got the call.
  std::map<std::string, int> calls() {
    std::map<std::string, int> calls;
    for (const auto& endpoint : sender.endpoints()) ++calls[endpoint];
    return calls;
  }
  void expect_in_every_inbox(int people) {
    for (int i = 0; i < people; ++i) {
      EXPECT_THAT(inbox_of("p" + std::to_string(i)), SizeIs(1)) << i;
    }
  }
};

int number_of(const std::string& endpoint) {
  return std::stoi(endpoint.substr(endpoint.rfind('p') + 1));
}

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

TEST(Jobs, AddUpPerService) {
  Noon noon{90};
  for (int i = 0; i < 90; ++i) {
    const auto caller = World::call("p" + std::to_string(i));
    auto browser = World::browser("p" + std::to_string(i));
    browser.endpoint =
        "https://push" + std::to_string(i % 3) + ".example.org/p" + std::to_string(i);
    testing::run(subscribe(*noon.push, caller, browser));
  }
  noon.sender.script = [&](const webpush::Subscription& to, int attempt) -> Attempt {
    const auto number = number_of(to.endpoint);
    if (number % 9 == 3) return {.outcome = Outcome::gone};
    if (number % 9 == 4) return {.outcome = Outcome::refused};
    if (number % 9 == 5 && attempt < 3) {
      return {.outcome = Outcome::throttled, .retry_at = noon.clock.now() + lease};
    }
    return {.outcome = Outcome::sent};
  };
  for (int i = 0; i < 3; ++i) {
    noon.work();
    noon.clock.advance(lease);
  }
  const auto job = noon.job();
  EXPECT_EQ(job.state, JobState::done);
  EXPECT_EQ(job.queued, 180);
  EXPECT_EQ(job.throttled, 2 * 2 * 10);
  EXPECT_EQ(job.queued, job.sent + job.gone + job.failed);
  ServiceCount sum;
  for (const auto& service : job.services) {
    sum.sent += service.sent;
    sum.gone += service.gone;
    sum.throttled += service.throttled;
    sum.failed += service.failed;
  }
  EXPECT_THAT(job.services, SizeIs(4));
  EXPECT_EQ(sum.sent, job.sent);
  EXPECT_EQ(sum.gone, job.gone);
  EXPECT_EQ(sum.throttled, job.throttled);
  EXPECT_EQ(sum.failed, job.failed);
}

TEST(Jobs, TellHowLateMessagesWere) {
  Noon noon{100};
  noon.sender.script = [&](const webpush::Subscription&, int) -> Attempt {
    noon.clock.advance(milliseconds{10});
    return {.outcome = Outcome::sent};
  };
  noon.work();
  EXPECT_NEAR(noon.job().lateness_p50, 500, 125);
  EXPECT_NEAR(noon.job().lateness_p99, 1000, 250);
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

TEST(Jobs, CountASenderThatThrowsAsAFailure) {
  Noon noon{20};
  noon.sender.script = [](const webpush::Subscription& to, int) -> Attempt {
    if (number_of(to.endpoint) == 7) throw std::runtime_error{"no"};
    return {.outcome = Outcome::sent};
  };
  noon.work();
  EXPECT_EQ(noon.job().failed, 1);
  EXPECT_EQ(noon.job().sent, 19);
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
