#include <CLI/CLI.hpp>

#include "dailygrind/commands.hpp"

int main(int argc, char** argv) {
  CLI::App app{
      "DailyGrind: a social network for professionals that anyone can host.\n"
      "Once a day everyone shares one Piece of Knowledge; the timeline shows today's, then it "
      "ends.",
      "dailygrind"};
  app.require_subcommand(1);
  app.footer(
      "Start here: dailygrind serve --data DIR. Help on a command: dailygrind COMMAND --help");
  int exit_code = 0;
  using namespace dailygrind;
  cli::add_serve(app, exit_code);
  cli::add_seed(app, exit_code);
  cli::add_admin(app, exit_code);
  cli::add_backup(app, exit_code);
  cli::add_restore(app, exit_code);
  cli::add_dlq(app, exit_code);
  cli::add_config(app, exit_code);
  cli::add_openapi(app, exit_code);
  cli::add_completion(app, exit_code);
  cli::add_version(app);
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
