#include "dailygrind/aws/aws_storage.hpp"
#include "dailygrind/aws/vapid_secret.hpp"
#include "dailygrind/push_setup.hpp"
#include "lambdas/program.hpp"
#include "lambdas/push_notification/shard_batch.hpp"
#include "platform/webpush/curl_sender.hpp"
#include "platform/webpush/vapid.hpp"
#include "services/push_notification/hand_over.hpp"

namespace dailygrind::lambda {
namespace {

/// For the answer to Lambda, behind what `push::carry_out` may take after `until`.
constexpr milliseconds for_the_answer{2'000};

Task<> push_notification(Environment& environment, RuntimeApi& api) {
  const auto& config = environment.config;
  const auto storage =
      aws::make_aws_storage(config, environment.loop, environment.random, environment.metrics);
  const auto store = storage->open_store("push", push::tables(), environment.clock);
  if (config.vapid_keys_secret.empty()) {
    throw std::runtime_error{"vapid-keys-secret: it must be set here"};
  }
  aws::Services services{config, environment.loop, environment.random, environment.metrics};
  webpush::VapidKeys keys{
      co_await aws::read_vapid_secret(services.secrets_manager(), config.vapid_keys_secret)};
  webpush::Vapid vapid{keys, vapid_contact(config), environment.system};
  const auto sender = webpush::make_curl_sender(environment.loop,
                                                {.vapid = vapid,
                                                 .clock = environment.clock,
                                                 .system = environment.system,
                                                 .random = environment.random,
                                                 .metrics = environment.metrics},
                                                sender_settings(config));
  push::Push push{*store,
                  *sender,
                  environment.clock,
                  environment.random,
                  environment.metrics,
                  push_settings(config, keys, storage->exclusive())};
  co_await serve(api, [&](Invocation invocation) {
    const auto left = invocation.deadline - environment.system.now();
    const auto until = environment.clock.now() + left - push::after_until - for_the_answer;
    return carry_out_batch(push, std::move(invocation.payload), until);
  });
}

}  // namespace
}  // namespace dailygrind::lambda

int main() {
  using namespace dailygrind;
  return lambda::run(lambda::push_notification, {.storage = StorageKind::aws});
}
