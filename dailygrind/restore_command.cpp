#include <CLI/CLI.hpp>
#include <memory>

#include "dailygrind/archive_helper.hpp"
#include "dailygrind/commands.hpp"

namespace dailygrind::cli {
namespace {

struct Options {
  std::string data = "data";
  std::string file;
};

}  // namespace

void add_restore(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("restore", "Make a data folder of a backup, checked before it appears");
  command->footer("A folder that holds data is left alone: restore into a new one.");
  auto options = std::make_shared<Options>();
  add_data_option(*command, options->data);
  command->add_option("file", options->file, "The backup")->type_name("FILE")->required();
  command->callback([options, &exit_code] {
    exit_code = guarded("restore", [&]() -> int {
      become_archive_helper({"restore", options->file, options->data});
    });
  });
}

}  // namespace dailygrind::cli
