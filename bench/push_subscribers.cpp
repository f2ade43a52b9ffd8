// Fills the push notification service of a data folder with people who all have their noon at the
// same moment (UTC), each with one browser at a push service of ours, by the service's own calls:
//
//   push_subscribers DATA COUNT ORIGIN TIME
//
// The endpoints are ORIGIN/push?<n>; TIME is their daily time, HH:MM.
#include <boost/asio/co_spawn.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "dailygrind/embedded/data_folder.hpp"
#include "dailygrind/embedded/push_module.hpp"
#include "dailygrind/event_loop.hpp"
#include "dailygrind/for_each.hpp"
#include "dailygrind/progress.hpp"
#include "platform/bus/memory_bus.hpp"
#include "platform/core/encoding.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/webpush/testing/decryption.hpp"
#include "services/events.hpp"
#include "services/push_notification/on_event.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind {
namespace {

constexpr std::size_t parallel = 500;
/// Key pairs are dear to make; a message is as much work for one as for another.
constexpr std::size_t browsers = 1000;

class Filling {
 public:
  Filling(const std::string& folder, std::string origin, std::string time)
      : folder_(folder),
        bus_({}, {}, clock_, random_),
        keys_(folder_.file("vapid"), clock_),
        module_(storage_, config_, keys_, bus_, clock_, random_, metrics_),
        browsers_(browsers),
        origin_(std::move(origin)),
        time_(std::move(time)) {}

  void add(std::size_t people) {
    cli::Progress progress{"subscribers", people};
    loop_.run(cli::for_each(people, parallel, [&](std::size_t number) -> Task<> {
      co_await add_one(number);
      progress.advance();
    }));
  }

 private:
  Task<> add_one(std::size_t number) {
    const UserId user{uuid_v7(clock_.now(), random_)};
    const events::User profile{.user_id = user, .first_name = "Noon", .time_zone = "UTC"};
    const bus::Event created{.id = user.str(),
                             .topic = events::user_topic,
                             .type = "USER_CREATED",
                             .version = 1,
                             .data = describe::to_json(profile),
                             .occurred_at = clock_.now()};
    co_await push::on_event(module_.service(), created);
    const auto& browser = browsers_[number % browsers_.size()];
    push::NewSubscription subscription{
        .endpoint = origin_ + "/push?" + std::to_string(number),
        .keys = {base64url_encode(browser.p256dh()), base64url_encode(browser.auth())}};
    const push::Call call{.user = user};
    push::NewPreferences wanted;
    wanted.daily.emplace().time = time_;
    co_await push::replace_preferences(module_.service(), call, std::move(wanted));
    co_await push::subscribe(module_.service(), call, std::move(subscription));
  }

  SystemClock clock_;
  SystemRandom random_;
  metrics::Registry metrics_;
  cli::EventLoop loop_;
  embedded::DataFolder folder_;
  ServerConfig config_{.push_allow_private_addresses = true};
  embedded::EmbeddedStorage storage_{folder_, config_};
  bus::MemoryBus bus_;
  webpush::VapidKeys keys_;
  embedded::PushModule module_;
  std::vector<webpush::testing::Browser> browsers_;
  std::string origin_;
  std::string time_;
};

}  // namespace
}  // namespace dailygrind

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: push_subscribers DATA COUNT ORIGIN TIME\n", stderr);
    return 2;
  }
  try {
    dailygrind::Filling{argv[1], argv[3], argv[4]}.add(std::stoul(argv[2]));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "push_subscribers: %s\n", error.what());
    return 1;
  }
}
