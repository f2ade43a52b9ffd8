#include <CLI/CLI.hpp>
#include <memory>

#include "dailygrind/archive_helper.hpp"
#include "dailygrind/commands.hpp"
#include "dailygrind/our_files.hpp"

namespace dailygrind::cli {
namespace {

struct Options {
  std::string data = "data";
  std::string file;
};

}  // namespace

void add_backup(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "backup", "Write all data into one file, as of one moment. Works while serving, too");
  command->footer(
      "The file (tar, gzip) holds the keys and the password hashes: keep it as you keep a secret.");
  auto options = std::make_shared<Options>();
  add_data_option(*command, options->data);
  command->add_option("file", options->file, "The file to make")->type_name("FILE")->required();
  command->callback([options, &exit_code] {
    exit_code = guarded("backup", [&]() -> int {
      const auto folder = existing_data(options->data, "events.db");
      become_archive_helper({"backup", folder.path().string(), options->file});
    });
  });
}

}  // namespace dailygrind::cli
