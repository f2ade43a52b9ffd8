#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "dailygrind/commands.hpp"
#include "dailygrind/embedded/open_storage.hpp"
#include "dailygrind/event_loop.hpp"
#include "dailygrind/our_files.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/describe.hpp"
#include "platform/describe/json_write.hpp"

namespace dailygrind::cli {
namespace {

constexpr std::size_t page = 100;

struct Options {
  std::string data = "data";
  std::string config;
  std::string queue;
  std::string event;
  bool json = false;
};

struct DeadLetterLine {
  std::string queue;
  std::string event_id;
  std::string type;
  std::int64_t attempts = 0;
  std::string died_at;
  std::string reason;
  std::string data;
};
DAILYGRIND_DESCRIBE(DeadLetterLine, (queue, event_id, type, attempts, died_at, reason, data))

ServerConfig settings_of(const Options& options) {
  auto config = server_settings({.config = options.config, .data = options.data});
  if (config.storage == StorageKind::embedded) (void)existing_data(options.data, "events.db");
  return config;
}

/// The queues of an instance; made for one command.
class DeadLetters {
 public:
  explicit DeadLetters(const Options& options)
      : config_(settings_of(options)),
        storage_(embedded::open_storage(config_, loop_.context(), random_, metrics_)),
        bus_(storage_->open_bus(clock_, random_)),
        queues_(bus_->queues()) {
    if (options.queue.empty()) return;
    if (std::ranges::count(queues_, options.queue) == 0) {
      throw std::runtime_error{"there is no queue " + options.queue + "; there are " +
                               queues_.front() + " and " + queues_.back()};
    }
    queues_ = {options.queue};
  }

  int list(bool json) {
    for (const auto& queue : queues_) list_queue(queue, json);
    return 0;
  }

  int replay(const std::string& event) {
    std::size_t moved = 0;
    for (const auto& queue : queues_) moved += loop_.run(bus_->replay(queue, event));
    if (moved == 0 && !event.empty()) {
      throw std::runtime_error{"there is no dead letter of the event " + event};
    }
    std::printf("%zu replayed\n", moved);
    return 0;
  }

 private:
  void list_queue(const std::string& queue, bool json) {
    std::string after;
    for (;;) {
      const auto letters = loop_.run(bus_->dead_letters(queue, after, page));
      for (const auto& letter : letters) print(queue, letter, json);
      if (letters.size() < page) return;
      after = letters.back().event.id;
    }
  }

  static void print(const std::string& queue, const bus::Bus::DeadLetter& letter, bool json) {
    const DeadLetterLine line{.queue = queue,
                              .event_id = letter.event.id,
                              .type = letter.event.type,
                              .attempts = letter.attempts,
                              .died_at = format_rfc3339(letter.died_at),
                              .reason = letter.reason,
                              .data = letter.event.data};
    const auto text = json ? describe::to_json(line)
                           : line.died_at + "  " + line.event_id + "  " + line.type + "  " + queue +
                                 "  after " + std::to_string(line.attempts) +
                                 " attempts: " + line.reason;
    std::puts(text.c_str());
  }

  SystemClock clock_;
  SystemRandom random_;
  metrics::Registry metrics_;
  EventLoop loop_;
  ServerConfig config_;
  std::unique_ptr<Storage> storage_;
  std::unique_ptr<bus::Bus> bus_;
  std::vector<std::string> queues_;
};

}  // namespace

void add_dlq(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "dlq", "Dead letters: events that could not be handled. Works while serving, too");
  auto options = std::make_shared<Options>();
  add_data_option(*command, options->data);
  add_config_option(*command, options->config);
  command->require_subcommand(1);

  auto* list = command->add_subcommand("list", "List dead letters, one a line");
  auto* replay = command->add_subcommand(
      "replay", "Put dead letters back into their queues, with all their attempts before them");
  for (auto* sub : {list, replay}) {
    sub->add_option("--queue", options->queue, "Only this queue")->type_name("QUEUE");
    sub->fallthrough();
  }
  list->add_flag("--json", options->json, "One JSON object a line");
  replay->add_option("event", options->event, "Only this event")->type_name("EVENT_ID");
  list->callback([options, &exit_code] {
    exit_code = guarded("dlq", [&] { return DeadLetters{*options}.list(options->json); });
  });
  replay->callback([options, &exit_code] {
    exit_code = guarded("dlq", [&] { return DeadLetters{*options}.replay(options->event); });
  });
}

}  // namespace dailygrind::cli
