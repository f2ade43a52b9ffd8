#include "dailygrind/embedded/serving.hpp"
#include "platform/host/program.hpp"

int main(int argc, char** argv) {
  using namespace dailygrind;
  ServerConfig defaults;
  defaults.listen = "127.0.0.1:8082";
  return host::server_main(argc, argv, "user-service", "DailyGrind's user service", defaults,
                           [](const ServerConfig& config) {
                             return embedded::serve(config, "user-service", {.user = true});
                           });
}
