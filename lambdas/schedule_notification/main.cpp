#include "dailygrind/aws/aws_storage.hpp"
#include "dailygrind/aws/services.hpp"
#include "lambdas/program.hpp"
#include "lambdas/schedule_notification/sqs_shard_queue.hpp"
#include "platform/core/problem.hpp"
#include "platform/schedule/eventbridge_scheduler.hpp"
#include "services/push_notification/push.hpp"

namespace dailygrind::lambda {
namespace {

/// Others send.
class NoSender final : public webpush::Sender {
 public:
  Task<webpush::Attempt> send(webpush::Subscription, webpush::Message, int) override {
    throw Problem::unavailable("Nothing is sent here.");
  }
};

Task<> schedule_notification(Environment& environment, RuntimeApi& api) {
  const auto storage = aws::make_aws_storage(environment.config, environment.loop,
                                             environment.random, environment.metrics);
  const auto store = storage->open_store("push", push::tables(), environment.clock);
  aws::Services services{environment.config, environment.loop, environment.random,
                         environment.metrics};
  NoSender sender;
  push::Push push{*store, sender, environment.clock, environment.random, environment.metrics, {}};
  SqsShardQueue queue{services.sqs(), environment.random, environment.config};
  const auto scheduler = schedule::make_eventbridge_scheduler(api);
  co_await scheduler->every_minute([&]() -> Task<> { co_await push::hand_over(push, queue); });
}

}  // namespace
}  // namespace dailygrind::lambda

int main() {
  using namespace dailygrind;
  return lambda::run(lambda::schedule_notification, {.storage = StorageKind::aws});
}
