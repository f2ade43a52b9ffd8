#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "dailygrind/commands.hpp"
#include "dailygrind/embedded/serving.hpp"
#include "platform/api/openapi.hpp"

namespace dailygrind::cli {

void add_openapi(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("openapi", "Print the OpenAPI document of a service, as in docs/openapi");
  auto service = std::make_shared<std::string>();
  command->add_option("service", *service, "user, post or push-notification")
      ->required()
      ->check(CLI::IsMember({"user", "post", "push-notification"}));
  command->callback([service, &exit_code] {
    exit_code = guarded("openapi", [&] {
      const auto document =
          embedded::openapi_of({.user = *service == "user",
                                .post = *service == "post",
                                .push_notification = *service == "push-notification"});
      std::fputs(api::pretty_json(document).c_str(), stdout);
      return 0;
    });
  });
}

}  // namespace dailygrind::cli
