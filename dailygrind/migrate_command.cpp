#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "dailygrind/commands.hpp"
#include "dailygrind/embedded/open_storage.hpp"
#include "dailygrind/event_loop.hpp"
#include "dailygrind/migrate/blob_move.hpp"
#include "dailygrind/migrate/migration.hpp"
#include "dailygrind/migrate/sides.hpp"
#include "dailygrind/our_files.hpp"
#include "dailygrind/progress.hpp"
#include "services/post/posts.hpp"
#include "services/push_notification/push.hpp"
#include "services/user/repository.hpp"

namespace dailygrind::cli {
namespace {

/// Nothing is signed here.
constexpr auto unused_address = "http://localhost";

struct Options {
  std::string from;
  std::string to;
  std::string config;
  std::string state = "migration.json";
  bool leave_dead_letters = false;
};

migrate::Advance show(const std::string& what, std::size_t total) {
  auto progress = std::make_shared<Progress>(what, total);
  return [progress, left = total](std::size_t by) mutable {
    const auto shown = std::min(by, left);  // more came since they were counted
    left -= shown;
    progress->advance(shown);
  };
}

/// Both sides of a move; made for one command.
class Moving {
 public:
  explicit Moving(const Options& options)
      : options_(options),
        given_(server_settings({.config = options.config, .data = {}, .public_url = {}})),
        from_(migrate::settings_of(options.from, given_)),
        to_(migrate::settings_of(options.to, given_)) {
    if (from_.storage == StorageKind::embedded) (void)existing_data(from_.data, "events.db");
    from_.aws_create = false;
    source_ = embedded::open_storage(from_, loop_.context(), random_, metrics_);
  }

  int run() {
    demand_quiet_queues();
    target_ = embedded::open_storage(to_, loop_.context(), random_, metrics_);
    (void)target_->open_bus(clock_, random_);  // makes queues that are missing, as for tables
    const auto pictures = move_pictures();
    add("user", user::tables());
    add("post", post::tables());
    add("push", push::tables());
    migrate::Migration migration{options_.from, options_.to, moves_, options_.state, show};
    for (const auto& table : loop_.run(migration.run())) {
      std::printf("%-18s %9lld items  %s\n", table.name.c_str(),
                  static_cast<long long>(table.items), table.digest.c_str());
    }
    std::printf("%-18s %9zu pictures\n", "user media", pictures);
    std::puts("All of it was copied and checked.");
    return 0;
  }

 private:
  void demand_quiet_queues() {
    const auto bus = source_->open_bus(clock_, random_);
    for (const auto& queue : bus->queues()) {
      const auto figures = loop_.run(bus->figures(queue));
      if (figures.waiting + figures.in_flight > 0) {
        throw std::runtime_error{"events wait in the queue " + queue +
                                 " of the source: serve it with read-only until they are handled"};
      }
      if (figures.dead > 0 && !options_.leave_dead_letters) {
        throw std::runtime_error{
            "the queue " + queue +
            " of the source has dead letters: replay them (dailygrind dlq replay), or leave them "
            "behind with --leave-dead-letters"};
      }
    }
  }

  /// Before the items that name them, so that the migration's checkpoint is the last to go.
  std::size_t move_pictures() {
    const auto target = target_->open_blobs("user", unused_address, clock_, random_);
    const bool none = from_.storage == StorageKind::embedded &&
                      !std::filesystem::exists(std::filesystem::path{from_.data} / "media");
    if (none) return 0;
    const auto source = source_->open_blobs("user", unused_address, clock_, random_);
    return loop_.run(migrate::move_blobs(*source.blobs, *target.blobs, show));
  }

  void add(const std::string& service, const std::vector<std::string>& tables) {
    auto& source = *walkers_.emplace_back(source_->open_walker(service, tables, clock_));
    auto& target = *stores_.emplace_back(target_->open_store(service, tables, clock_));
    auto& written = *walkers_.emplace_back(target_->open_walker(service, tables, clock_));
    for (const auto& table : tables) {
      std::string name = service;
      name.append("/").append(table);
      moves_.push_back({std::move(name), table, source, target, written});
    }
  }

  const Options& options_;
  SystemClock clock_;
  SystemRandom random_;
  metrics::Registry metrics_;
  EventLoop loop_;
  ServerConfig given_;
  ServerConfig from_;
  ServerConfig to_;
  std::unique_ptr<Storage> source_;
  std::unique_ptr<Storage> target_;
  std::vector<std::unique_ptr<store::Walker>> walkers_;
  std::vector<std::unique_ptr<store::Store>> stores_;
  std::vector<migrate::Move> moves_;
};

}  // namespace

void add_migrate(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "migrate", "Copy all items and pictures from one storage to another, and check the copy");
  command->footer(
      "A side is sqlite:FOLDER or dynamodb:PREFIX (no prefix is that of aws-prefix; region, "
      "account and endpoint are the settings'). The source must not be written to: stop it, or "
      "serve it with read-only. The same command again goes on where it was interrupted. "
      "docs/moving-to-aws.md has the steps.");
  auto options = std::make_shared<Options>();
  command->add_option("--from", options->from, "Where the items are")
      ->type_name("SIDE")
      ->required();
  command->add_option("--to", options->to, "Where they are to be; no items may be there")
      ->type_name("SIDE")
      ->required();
  command->add_option("--state", options->state, "The file that remembers how far it is")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_flag("--leave-dead-letters", options->leave_dead_letters,
                    "Go on although events could not be handled; they stay in the source");
  add_config_option(*command, options->config);
  command->callback([options, &exit_code] {
    exit_code = guarded("migrate", [&] { return Moving{*options}.run(); });
  });
}

}  // namespace dailygrind::cli
