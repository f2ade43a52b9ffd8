#include "platform/describe/json_read.hpp"
#include "platform/describe/json_write.hpp"
#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using std::chrono::minutes;
using ::testing::SizeIs;

TEST(JobFigures, AddUpPerService) {
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
      return {.outcome = Outcome::throttled, .retry_at = noon.clock.now() + minutes{2}};
    }
    return {.outcome = Outcome::sent};
  };
  for (int i = 0; i < 3; ++i) {
    noon.work();
    noon.clock.advance(minutes{2});
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

TEST(JobFigures, TellHowLateMessagesWere) {
  Noon noon{100};
  noon.sender.script = [&](const webpush::Subscription&, int) -> Attempt {
    noon.clock.advance(milliseconds{10});
    return {.outcome = Outcome::sent};
  };
  noon.work();
  EXPECT_NEAR(noon.job().lateness_p50, 500, 125);
  EXPECT_NEAR(noon.job().lateness_p99, 1000, 250);
}

TEST(JobFigures, CountASenderThatThrowsAsAFailure) {
  Noon noon{20};
  noon.sender.script = [](const webpush::Subscription& to, int) -> Attempt {
    if (number_of(to.endpoint) == 7) throw std::runtime_error{"no"};
    return {.outcome = Outcome::sent};
  };
  noon.work();
  EXPECT_EQ(noon.job().failed, 1);
  EXPECT_EQ(noon.job().sent, 19);
}

TEST(JobFigures, TellHowLateMessagesWereThatHadToWait) {
  Noon noon{10};
  noon.sender.script = [&](const webpush::Subscription& to, int attempt) -> Attempt {
    if (number_of(to.endpoint) < 3 || attempt == 2) return {.outcome = Outcome::sent};
    return {.outcome = Outcome::throttled, .retry_at = noon.clock.now() + minutes{10}};
  };
  noon.work();
  noon.clock.advance(minutes{10});
  noon.work();
  EXPECT_NEAR(noon.job().lateness_p50, 600'000, 150'000);
  EXPECT_NEAR(noon.job().lateness_p99, 600'000, 150'000);
}

TEST(JobFigures, CountMessagesAsGoneWhoseDeviceLeftBeforeTheyWereTriedAgain) {
  Noon noon{2};
  noon.sender.script = [&](const webpush::Subscription&, int) -> Attempt {
    return {.outcome = Outcome::throttled, .retry_at = noon.clock.now() + minutes{10}};
  };
  noon.work();
  const auto id = noon.subscriptions_of("p0").at(0).subscription_id;
  testing::run(unsubscribe(*noon.push, World::call("p0"), id));
  noon.disable("p1");
  noon.clock.advance(minutes{10});
  noon.work();
  EXPECT_THAT(noon.sender.log, SizeIs(2));
  EXPECT_EQ(noon.job().state, JobState::done);
  EXPECT_EQ(noon.job().queued, 2);
  EXPECT_EQ(noon.job().gone, 2);
}

TEST(JobFigures, NameTwentyServicesAndCountTheOthersTogether) {
  World world;
  for (int i = 0; i < 30; ++i) {
    const auto name = std::to_string(i);
    auto browser = World::browser(name);
    browser.endpoint = "https://push" + name + ".example.org/";
    testing::run(subscribe(*world.push, World::call("p" + name), browser));
  }
  world.at("2026-11-23T12:00:00Z");
  world.work();
  const auto services = world.jobs().at(0).services;
  std::int64_t sent = 0;
  for (const auto& service : services) sent += service.sent;
  EXPECT_EQ(sent, 30);
  ASSERT_THAT(services, SizeIs(21));
  EXPECT_TRUE(std::ranges::any_of(services, [](const ServiceCount& count) {
    return count.service == "other" && count.sent == 10;
  }));
}

/// As the command line reads it.
TEST(JobFigures, AreReadHoweverLargeTheyAre) {
  constexpr std::int64_t many = 1'000'000;
  const PushJob job{.job_id = JobId{"01a20846-fe00-7000-922b-677bd44e7d29"},
                    .title = "News",
                    .timestamp = "1",
                    .queued = many,
                    .sent = many,
                    .gone = many,
                    .throttled = many,
                    .failed = many,
                    .lateness_p50 = many,
                    .lateness_p99 = many,
                    .services = {{"https://push.example.org", many, many, many, many}}};
  const auto text = describe::to_json(job);
  EXPECT_EQ(describe::to_json(describe::from_foreign_json<PushJob>(text)), text);
}

}  // namespace
}  // namespace dailygrind::push
