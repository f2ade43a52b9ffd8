#include "services/push_notification/hand_over.hpp"

#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using ::testing::Each;
using testing::FaultStore;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr std::chrono::minutes lease{2};

/// A queue that keeps what it gets.
struct FakeQueue final : ShardQueue {
  Task<> send(std::vector<ShardMessage> messages) override {
    if (fails) throw Problem::unavailable("the queue is away");
    std::ranges::move(messages, std::back_inserter(sent));
    co_return;
  }
  std::vector<ShardMessage> sent;
  bool fails = false;
};

/// A crowd at noon, of a program that hands over and others that carry out.
struct HandOver : Noon {
  explicit HandOver(int people) : Noon{people, false} {}

  std::size_t minute() { return testing::run(hand_over(*push, queue)); }
  /// Carries out what is in the queue, by `program`.
  std::vector<ShardEnd> carry_out_all(Push& program, Instant until = never) {
    std::vector<Task<ShardEnd>> tasks;
    for (const auto& message : std::exchange(queue.sent, {})) {
      tasks.push_back(carry_out(program, message, until));
    }
    return testing::run_all(std::move(tasks));
  }

  FakeQueue queue;
};

TEST(HandOverTest, GivesEachShardAwayOnce) {
  HandOver noon{100};
  EXPECT_EQ(noon.minute(), shards);
  EXPECT_EQ(noon.minute(), 0);
  EXPECT_THAT(noon.queue.sent, SizeIs(shards));
  EXPECT_THAT(noon.carry_out_all(*noon.push), Each(ShardEnd::done));
  EXPECT_THAT(noon.calls(), SizeIs(100));
  EXPECT_THAT(noon.sender.log, SizeIs(100));
  noon.expect_in_every_inbox(100);
  EXPECT_EQ(noon.job().state, JobState::done);
  noon.clock.advance(lease);
  EXPECT_EQ(noon.minute(), 0);
}

TEST(HandOverTest, GivesAwayWhatNobodyDidForAWhile) {
  HandOver noon{10};
  noon.minute();
  noon.queue.sent.clear();  // lost
  noon.clock.advance(lease);
  EXPECT_EQ(noon.minute(), shards);
  noon.carry_out_all(*noon.push);
  EXPECT_THAT(noon.calls(), SizeIs(10));
}

TEST(HandOverTest, SendsWhatComesTwiceOnce) {
  HandOver noon{300};
  const auto other = noon.another();
  noon.minute();
  auto twice = noon.queue.sent;
  std::ranges::copy(noon.queue.sent, std::back_inserter(twice));
  std::vector<Task<ShardEnd>> tasks;
  for (auto* const program : {noon.push.get(), other.get()}) {
    for (const auto& message : twice) tasks.push_back(carry_out(*program, message, never));
  }
  const auto ends = testing::run_all(std::move(tasks));
  EXPECT_EQ(std::ranges::count(ends, ShardEnd::done), shards);
  EXPECT_THAT(noon.sender.log, SizeIs(300));
  EXPECT_THAT(noon.calls(), SizeIs(300));
}

TEST(HandOverTest, GivesBackWhatTimeWasOverFor) {
  HandOver noon{100};
  noon.minute();
  EXPECT_THAT(noon.carry_out_all(*noon.push, noon.clock.now()), Each(ShardEnd::not_now));
  EXPECT_THAT(noon.sender.log, IsEmpty());
  EXPECT_EQ(noon.minute(), shards) << "at once, since no lease is left";
  const auto other = noon.another();
  EXPECT_THAT(noon.carry_out_all(*other), Each(ShardEnd::done));
  EXPECT_THAT(noon.calls(), SizeIs(100));
  EXPECT_THAT(noon.sender.log, SizeIs(100));
}

TEST(HandOverTest, GoesOnWhereOneDied) {
  constexpr int people = 3000;
  HandOver noon{people};
  noon.minute();
  std::vector<Task<ShardEnd>> tasks;
  {
    boost::asio::io_context context{1};
    for (const auto& message : std::exchange(noon.queue.sent, {})) {
      boost::asio::co_spawn(context, carry_out(*noon.push, message, never), [](const auto&...) {});
    }
    while (noon.sender.log.size() < 1500 && context.poll_one() > 0) {
    }
  }
  noon.reopen();
  EXPECT_EQ(noon.minute(), 0) << "the leases of the dead last";
  noon.clock.advance(lease);
  EXPECT_EQ(noon.minute(), shards);
  EXPECT_THAT(noon.carry_out_all(*noon.push), Each(ShardEnd::done));
  const auto calls = noon.calls();
  EXPECT_THAT(calls, SizeIs(people));
  const auto twice = std::ranges::count(calls, 2, [](const auto& call) { return call.second; });
  EXPECT_EQ(noon.sender.log.size(), people + twice);
  EXPECT_LE(twice, 64 * shards) << "a page a shard";
  noon.expect_in_every_inbox(people);
}

TEST(HandOverTest, HandsOverAgainWhatAQueueDidNotTake) {
  HandOver noon{10};
  noon.queue.fails = true;
  EXPECT_EQ(status_of(hand_over(*noon.push, noon.queue)), 503);
  noon.queue.fails = false;
  EXPECT_EQ(noon.minute(), shards);
}

TEST(HandOverTest, LeavesOpenMessagesToTheService) {
  HandOver noon{20};
  noon.sender.script = [&](const auto&, int attempt) -> Attempt {
    if (attempt > 1) return {.outcome = Outcome::sent};
    return {.outcome = Outcome::throttled, .retry_at = noon.clock.now() + lease};
  };
  noon.minute();
  EXPECT_THAT(noon.carry_out_all(*noon.push), Each(ShardEnd::done));
  EXPECT_EQ(noon.job().state, JobState::running);
  const auto service = noon.another();
  noon.clock.advance(lease);
  testing::run(service->outgoing.run_due());
  EXPECT_EQ(noon.job().state, JobState::done);
  EXPECT_THAT(noon.calls(), Each(Pair(::testing::_, 2))) << "a refusal and a success each";
}

TEST(HandOverTest, KnowsNoJobThatIsGone) {
  HandOver noon{1};
  const ShardMessage message{.job_id = JobId{"gone"}, .shard = 3};
  EXPECT_EQ(testing::run(carry_out(*noon.push, message, never)), ShardEnd::not_now);
}

}  // namespace
}  // namespace dailygrind::push
