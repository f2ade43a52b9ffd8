#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <string_view>

#include "dailygrind/commands.hpp"
#include "dailygrind/web/web_app.hpp"
#include "platform/core/version.hpp"

int main(int argc, char** argv) {
  CLI::App app{
      "DailyGrind: a social network for professionals that anyone can host.\n"
      "Once a day everyone shares one Piece of Knowledge; the timeline shows today's, then it "
      "ends.",
      "dailygrind"};
  app.require_subcommand(1);
  app.footer(
      "Start here: dailygrind serve --data DIR. Help on a command: dailygrind COMMAND --help");
  using namespace dailygrind;
  app.set_version_flag("--version", "dailygrind " + std::string{version});
  int exit_code = 0;
  cli::add_serve(app, exit_code, &web::mount_web_app);
  cli::add_seed(app, exit_code);
  cli::add_admin(app, exit_code);
  cli::add_backup(app, exit_code);
  cli::add_restore(app, exit_code);
  cli::add_migrate(app, exit_code);
  cli::add_push(app, exit_code);
  cli::add_dlq(app, exit_code);
  cli::add_config(app, exit_code);
  cli::add_openapi(app, exit_code);
  cli::add_completion(app, exit_code);
  cli::add_version(app);
  app.add_subcommand("help", "Print this help message");
  if (const std::string word = argc > 1 ? argv[1] : "-"; !word.starts_with('-')) {
    const auto named = [&word](const CLI::App* command) { return command->get_name() == word; };
    if (app.get_subcommands(named).empty()) {
      std::fprintf(stderr, "dailygrind: there is no command %s; dailygrind --help lists them\n",
                   word.c_str());
      return 2;
    }
  }
  std::string help = "--help";
  if (argc == 2 && std::string_view{argv[1]} == "help") argv[1] = help.data();
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
