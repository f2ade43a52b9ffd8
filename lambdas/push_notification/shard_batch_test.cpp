#include "lambdas/push_notification/shard_batch.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/lambda/runtime.hpp"
#include "services/push_notification/hand_over.hpp"
#include "services/push_notification/world_test.hpp"

namespace dailygrind::lambda {
namespace {

namespace json = boost::json;
using push::never;
using push::shards;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

struct KeptMessages final : push::ShardQueue {
  Task<> send(std::vector<push::ShardMessage> messages) override {
    for (const auto& message : messages) bodies.push_back(describe::to_json(message));
    co_return;
  }
  std::vector<std::string> bodies;
};

/// A crowd at noon and the messages of its shards.
struct BatchWorld : push::Noon {
  explicit BatchWorld(int people) : Noon{people, false} {
    dailygrind::testing::run(push::hand_over(*push, queue));
    faults.reset();
  }
  /// What became of a batch with these bodies and the ids m0, m1, …
  std::string failures(const std::vector<std::string>& bodies, Instant until = never) {
    json::array records;
    for (const auto& body : bodies) {
      records.push_back({{"messageId", "m" + std::to_string(records.size())}, {"body", body}});
    }
    return dailygrind::testing::run(
        carry_out_batch(*push, json::serialize(json::object{{"Records", records}}), until));
  }

  KeptMessages queue;
};

constexpr auto none = R"({"batchItemFailures":[]})";

TEST(ShardBatch, SendsToEverybodyOnce) {
  BatchWorld world{200};
  EXPECT_EQ(world.failures(world.queue.bodies), none);
  EXPECT_THAT(world.calls(), SizeIs(200));
  EXPECT_THAT(world.calls(), Each(Pair(::testing::_, 1)));
}

TEST(ShardBatch, SendsADoubleOnce) {
  BatchWorld world{200};
  auto twice = world.queue.bodies;
  std::ranges::copy(world.queue.bodies, std::back_inserter(twice));
  EXPECT_EQ(world.failures(twice), none);
  EXPECT_EQ(world.failures(world.queue.bodies), none);
  EXPECT_THAT(world.calls(), SizeIs(200));
  EXPECT_THAT(world.calls(), Each(Pair(::testing::_, 1)));
}

TEST(ShardBatch, ReportsABadMessageAlone) {
  BatchWorld world{50};
  auto bodies = world.queue.bodies;
  bodies.insert(bodies.begin() + 3, "{");
  bodies.insert(bodies.begin() + 5, R"({"jobId":"j"})");
  bodies.emplace_back(R"({"jobId":"j","shard":16})");
  EXPECT_EQ(world.failures(bodies), R"({"batchItemFailures":[{"itemIdentifier":"m3"},)"
                                    R"({"itemIdentifier":"m5"},{"itemIdentifier":"m18"}]})");
  EXPECT_THAT(world.calls(), SizeIs(50));
}

TEST(ShardBatch, ReportsWhatTheStoreFailed) {
  BatchWorld world{50};
  world.faults.fail(dailygrind::testing::FaultStore::Call::query, 1);
  const auto answer = json::parse(world.failures(world.queue.bodies));
  const auto& failed = answer.at("batchItemFailures").as_array();
  EXPECT_THAT(failed, SizeIs(1));
  world.clock.advance(std::chrono::minutes{2});
  EXPECT_EQ(world.failures(world.queue.bodies), none);
  EXPECT_THAT(world.calls(), SizeIs(50));
}

TEST(ShardBatch, BeginsNothingWhenTimeIsOver) {
  BatchWorld world{50};
  EXPECT_EQ(world.failures(world.queue.bodies, world.clock.now()), none);
  EXPECT_THAT(world.calls(), IsEmpty());
  dailygrind::testing::run(push::hand_over(*world.push, world.queue));
  EXPECT_THAT(world.queue.bodies, SizeIs(2 * shards)) << "they are handed over again";
}

TEST(ShardBatch, IsOneOfSqs) {
  BatchWorld world{0};
  for (const auto* payload :
       {"", "{}", "[]", R"({"Records":{}})", R"({"Records":[7]})", R"({"Records":[{"body":"b"}]})",
        R"({"Records":[{"messageId":"m","body":7}]})"}) {
    EXPECT_THROW(dailygrind::testing::run(carry_out_batch(*world.push, payload, never)),
                 FunctionError)
        << payload;
  }
}

}  // namespace
}  // namespace dailygrind::lambda
