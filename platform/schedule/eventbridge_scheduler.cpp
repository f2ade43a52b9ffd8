#include "platform/schedule/eventbridge_scheduler.hpp"

#include <utility>

namespace dailygrind::schedule {
namespace {

class EventbridgeScheduler final : public Scheduler {
 public:
  explicit EventbridgeScheduler(lambda::RuntimeApi& api) : api_(api) {}

  Task<> every_minute(std::function<Task<>()> work) override {
    co_await lambda::serve(api_, [&work](lambda::Invocation) -> Task<std::string> {
      co_await work();
      co_return "null";
    });
  }

 private:
  lambda::RuntimeApi& api_;
};

}  // namespace

std::unique_ptr<Scheduler> make_eventbridge_scheduler(lambda::RuntimeApi& api) {
  return std::make_unique<EventbridgeScheduler>(api);
}

}  // namespace dailygrind::schedule
