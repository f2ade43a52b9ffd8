#include "dailygrind/embedded/serving.hpp"
#include "platform/host/program.hpp"

int main(int argc, char** argv) {
  using namespace dailygrind;
  ServerConfig defaults;
  defaults.listen = "127.0.0.1:8080";
  return host::server_main(argc, argv, "post-service", "DailyGrind's post service", defaults,
                           [](const ServerConfig& config) {
                             return embedded::serve(config, "post-service", {.post = true});
                           });
}
