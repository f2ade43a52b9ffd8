#include "platform/bus/sqlite_bus.hpp"

#include <map>
#include <utility>

#include "platform/bus/sqlite_worker.hpp"

namespace dailygrind::bus {
namespace {

class SqliteBus final : public Bus {
 public:
  SqliteBus(const std::filesystem::path& path, Topology topology, QueueSettings settings,
            const Clock& clock, Random& random)
      : routes_(std::move(topology)),
        settings_(settings),
        bells_(make_bells(routes_)),
        worker_(path, settings_, clock, random, [this](const auto* queues) { ring(queues); }) {}

  Task<> publish(std::vector<Event> events) override {
    check_events(events);
    if (events.empty()) co_return;
    co_await worker_.perform([&](SqliteQueues& queues) {
      for (const auto& event : events) {
        for (const auto& target : routes_.targets(event)) queues.add(target, event);
      }
    });
  }

  Task<std::vector<Delivery>> receive(std::string queue, std::size_t max,
                                      milliseconds wait) override {
    routes_.require(queue);
    const auto look = [&]() -> Task<Look> {
      Look found;
      co_await worker_.perform([&](SqliteQueues& queues) { found = queues.look(queue, max); });
      co_return found;
    };
    co_return co_await long_poll(bells_.at(queue), wait, look);
  }

  Task<> acknowledge(std::string queue, std::vector<std::string> receipts) override {
    routes_.require(queue);
    const auto parsed = Receipt::parse_all(receipts);
    if (parsed.empty()) co_return;
    co_await worker_.perform([&](SqliteQueues& queues) {
      for (const auto& receipt : parsed) queues.acknowledge(queue, receipt);
    });
  }

  Task<> extend(std::string queue, std::vector<std::string> receipts) override {
    routes_.require(queue);
    const auto parsed = Receipt::parse_all(receipts);
    if (parsed.empty()) co_return;
    co_await worker_.perform([&](SqliteQueues& queues) {
      for (const auto& receipt : parsed) queues.extend(queue, receipt);
    });
  }

  [[nodiscard]] milliseconds visibility() const override { return settings_.visibility; }

  Task<> reject(std::string queue, std::string receipt, std::string reason) override {
    routes_.require(queue);
    const auto parsed = Receipt::parse(receipt);
    if (!parsed) co_return;
    co_await worker_.perform([&](SqliteQueues& queues) { queues.reject(queue, *parsed, reason); });
  }

  Task<QueueFigures> figures(std::string queue) override {
    routes_.require(queue);
    QueueFigures figures;
    co_await worker_.perform([&](SqliteQueues& queues) { figures = queues.figures(queue); });
    co_return figures;
  }

  [[nodiscard]] std::vector<std::string> queues() const override { return routes_.queues(); }

  Task<std::vector<DeadLetter>> dead_letters(std::string queue, std::string after,
                                             std::size_t limit) override {
    routes_.require(queue);
    std::vector<DeadLetter> letters;
    co_await worker_.perform(
        [&](SqliteQueues& queues) { letters = queues.dead_letters(queue, after, limit); });
    co_return letters;
  }

  Task<std::size_t> replay(std::string queue, std::string event_id) override {
    routes_.require(queue);
    std::size_t moved = 0;
    co_await worker_.perform([&](SqliteQueues& queues) { moved = queues.replay(queue, event_id); });
    co_return moved;
  }

 private:
  using Bells = std::map<std::string, Bell>;

  static Bells make_bells(const Routes& routes) {
    Bells bells;
    for (const auto& queue : routes.queues()) bells.try_emplace(queue);
    return bells;
  }

  void ring(const std::set<std::string>* queues) {
    for (auto& [queue, bell] : bells_) {
      if (queues == nullptr || queues->contains(queue)) bell.ring();
    }
  }

  const Routes routes_;
  const QueueSettings settings_;
  Bells bells_;
  SqliteWorker worker_;  // last: its thread uses the others
};

}  // namespace

std::unique_ptr<Bus> open_sqlite_bus(const std::filesystem::path& path, Topology topology,
                                     QueueSettings settings, const Clock& clock, Random& random) {
  return std::make_unique<SqliteBus>(path, std::move(topology), settings, clock, random);
}

}  // namespace dailygrind::bus
