#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <memory>

#include "dailygrind/backup/staging.hpp"
#include "dailygrind/commands.hpp"
#include "dailygrind/our_files.hpp"
#include "dailygrind/seed/demo_accounts.hpp"
#include "dailygrind/seed/drawing.hpp"
#include "dailygrind/seed/seeding.hpp"

namespace dailygrind::cli {
namespace {

struct Options {
  std::string data = "data";
  std::string graph;
  std::uint32_t people = 0;
  std::uint32_t days = 1;
  std::uint64_t seed = 1;
};

seed::Graph graph_of(const Options& options) {
  if (options.graph.empty()) {
    SeededRandom random{seed::stream(options.seed, seed::Purpose::graph)};
    return seed::grow_graph(options.people, random);
  }
  std::ifstream file{options.graph};
  if (!file) throw std::runtime_error{"cannot read " + options.graph};
  return seed::read_graph(file, options.graph);
}

/// Into a folder that a server has used, or aside first, so that a seeding that is broken off
/// leaves no half of a community behind.
void seed_folder(const std::filesystem::path& folder, const seed::Community& community) {
  if (holds_our_data(folder)) {
    seed::Seeding{folder, community}.run();
    return;
  }
  backup::NewData data{folder};
  seed::Seeding{data.path(), community}.run();
  data.publish();
}

int run(const Options& options) {
  const seed::Community community{graph_of(options), options.seed, options.days,
                                  SystemClock{}.now()};
  seed_folder(options.data, community);
  std::fputs(seed::demo_accounts(community).c_str(), stdout);
  std::printf("All people have the password %s.\n", seed::demo_password);
  return 0;
}

void add_options(CLI::App& command, Options& options) {
  add_data_option(command, options.data);
  auto& source = *command.add_option_group("people", "Who is to be there");
  source
      .add_option("--graph", options.graph,
                  "An edge list: two numbers a line are two people who are friends")
      ->type_name("FILE");
  source.add_option("--people", options.people, "So many people with friendships of our making")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  source.require_option(1);
  command.add_option("--days", options.days, "Days of posts, one a person a day, ending today")
      ->type_name("N")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command
      .add_option("--seed", options.seed,
                  "The same seed on the same day makes the same people with the same posts")
      ->type_name("S")
      ->capture_default_str();
}

}  // namespace

void add_seed(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "seed", "Fill a data folder with made-up people, their friendships and posts");
  command->footer("No server may be at work on the folder, and nobody may be in it.");
  auto options = std::make_shared<Options>();
  add_options(*command, *options);
  command->callback(
      [options, &exit_code] { exit_code = guarded("seed", [&] { return run(*options); }); });
}

}  // namespace dailygrind::cli
