#include "dailygrind/embedded/serving.hpp"
#include "platform/host/program.hpp"

int main(int argc, char** argv) {
  using namespace dailygrind;
  constexpr auto name = "push-notification-service";
  ServerConfig defaults;
  defaults.listen = "127.0.0.1:8081";
  return host::server_main(argc, argv, name, "DailyGrind's push notification service", defaults,
                           [](const ServerConfig& config) {
                             return embedded::serve(config, name, {.push_notification = true});
                           });
}
